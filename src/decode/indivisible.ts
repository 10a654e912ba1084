/** Knows parts of a payload that are too large for one turn of the event loop, as each is scanned at once. @module */

import { fieldOf } from '../base/errors.ts'

/** So many bytes of one record take 4 ms at most: to check, or to take apart into columns that are many and mostly empty. */
export const MOST_IN_A_TURN = { spans: 2 ** 20, each: 2 ** 20, columns: 2 ** 17 } as const

const NAME = 'IndivisibleRecord'

/** Is thrown where turns are to be given and can't be. The payload isn't at fault: a thread has the time. */
export const indivisible = (): Error =>
  Object.assign(new Error('A record is too large to be read in a turn'), { name: NAME })

export const isIndivisible = (error: unknown): boolean => fieldOf(error, 'name') === NAME
