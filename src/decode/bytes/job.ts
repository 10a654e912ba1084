/** In a thread: inflates a payload straight into memory that threads share. @module */

import type { CloneParcel } from '../../portable/parcel.ts'
import { inShared, join } from '../join.ts'
import type { JobInput } from '../workers/index.ts'

export async function bytesJob(
  _options: unknown,
  { pieces, sizeHint }: JobInput,
): Promise<{ readonly value: CloneParcel }> {
  const bytes = await join(pieces(), sizeHint, inShared)
  // No table, so that the thread needs no reader of tables.
  return { value: { kind: 'clone', value: bytes } }
}
