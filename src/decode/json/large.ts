/** Parses large documents in pieces, between which the event loop turns; a thread splits them, or this one does. @module */

import { receiveParts } from '../../portable/handover/part-receiver.ts'
import type { DecodeContext } from '../decoder.ts'
import type { Wire } from '../wire.ts'
import { rebuilder } from './rebuild.ts'

export { parseInTurns } from './parse-in-turns.ts'

/** @throws TermError `ERR_TERM_DESERIALIZE`; `ERR_TERM_TOO_LARGE` as a rebuilder; `ERR_TERM_ABORTED` */
export async function parseByThread(wire: Wire, { pool, signal }: DecodeContext): Promise<unknown> {
  const { take, value } = rebuilder()
  await receiveParts(
    (handover, until) =>
      pool.run({ kind: 'json', options: { handover }, transfer: Object.values(handover) }, wire, until),
    signal,
    take,
  )
  return value()
}
