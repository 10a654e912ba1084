/** A record that is too large for one turn of the event loop, and is scanned at once as every record is. @module */

import { fieldOf } from '../../../base/errors.ts'

/** Bytes of one record that take 4 ms at most: checked, or taken apart into columns that are many and mostly empty. */
export const MOST_IN_A_TURN = { spans: 2 ** 20, each: 2 ** 20, columns: 2 ** 17 } as const

const NAME = 'IndivisibleRecord'

/** Thrown where turns are to be given and can't be. Not the payload's fault: a thread has the time. */
export const indivisible = (): Error =>
  Object.assign(new Error('A record is too large to be read in a turn'), { name: NAME })

export const isIndivisible = (error: unknown): boolean => fieldOf(error, 'name') === NAME
