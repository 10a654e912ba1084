/** The most bytes that Node.js holds in one piece, whatever a term allows: 4 GiB in Node.js 20. @module */

import { constants } from 'node:buffer'

export const LONGEST_PIECE = constants.MAX_LENGTH

/** A limit, and whose it is where nobody can raise it. */
export const limitInWords = (maxBytes: number): string =>
  maxBytes < LONGEST_PIECE
    ? `${maxBytes} bytes`
    : `${LONGEST_PIECE} bytes, the most that this Node.js holds in one piece`
