/** Would readers believe a manifest? It is asked with a trial of it, before anything is put anywhere. @module */

import { TermError } from '../base/errors.ts'
import { manifestAs } from './numbered.ts'
import type { PublishOptions } from './publish.ts'

/** @throws TermError `ERR_TERM_SIGNATURE` where what is stable is signed, and this isn't; what `trusted` throws */
export async function checkBelievable(options: PublishOptions): Promise<void> {
  const { term, sign, judged, isUnsigned, trusted } = options
  const { stable, highest } = judged
  if (stable?.envelope.signature !== undefined && sign === undefined && isUnsigned !== true)
    throw new TermError(
      'ERR_TERM_SIGNATURE',
      `publication ${stable.manifest.seq}, which is stable, is signed, and this one would not be: readers who verify would refuse it. Name the key by \`sign\`, or say \`unsigned\``,
      { term },
    )
  await trusted?.(
    manifestAs({ ...options, deltas: undefined, recordDeltas: undefined }, highest + 1).envelope,
  )
}
