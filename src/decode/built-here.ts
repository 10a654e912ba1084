/** Builds a value of a payload's pieces in this thread, which others need as well. @module */

import { type TimeSlice, timeSlice } from '../base/time-slice.ts'
import { inTurns } from './in-turns.ts'
import { isIndivisible } from './indivisible.ts'

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** In shares of a turn; otherwise where a part of the payload is too large for that. */
export async function builtHere<B>(
  pieces: () => Pieces,
  build: (pieces: () => Pieces, turn: TimeSlice) => Promise<B>,
  otherwise: () => Promise<B>,
): Promise<B> {
  const turn = timeSlice()
  try {
    return await build(() => inTurns(pieces(), turn), turn)
  } catch (error) {
    if (isIndivisible(error)) return otherwise()
    throw error
  }
}
