/** Cuts pieces so small that the event loop turns between any two of them. @module */

import type { TimeSlice } from '../base/time-slice.ts'
import { piecesOfSize } from './join.ts'

/** A scanner takes 10 µs for so many bytes, or 2 ms where each record leaves 500 fields out. */
const STEP = 8 * 1024

export async function* inTurns(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  turn: TimeSlice,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (const step of piecesOfSize(piece, STEP)) {
      await turn.pass()
      yield step
    }
  }
}
