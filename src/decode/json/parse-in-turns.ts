/** Parses a document in this thread, in pieces between which the event loop turns. @module */

import { toTermError } from '../../base/errors.ts'
import { timeSlice } from '../../base/time-slice.ts'
import { relieveNursery } from '../../portable/handover/nursery.ts'
import { piecesOfSize } from '../join.ts'
import type { Cut } from './cut.ts'
import { rebuilder } from './rebuild.ts'
import { splitter } from './split.ts'

// A piece takes a millisecond at most, whatever is in it.
const PIECE = 8 * 1024

// The objects of so few pieces find room in V8's nursery.
const FEW = 2

/** @throws TermError `ERR_TERM_DESERIALIZE`; `ERR_TERM_TOO_LARGE` as a rebuilder; `ERR_TERM_ABORTED` */
export async function parseInTurns(bytes: Uint8Array, signal: AbortSignal): Promise<unknown> {
  const turn = timeSlice()
  const { push, end } = splitter(PIECE)
  const { take, value } = rebuilder()
  let taken = 0
  const takeAll = async (cuts: readonly Cut[]) => {
    for (const cut of cuts) {
      take(cut)
      if (++taken % FEW === 0) relieveNursery()
      await turn.pass()
      if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    }
  }
  for (const piece of piecesOfSize(bytes, PIECE)) {
    await takeAll(push(piece))
    await turn.pass()
  }
  await takeAll(end())
  return value()
}
