/** Bytes in pieces, each of which is hashed or handed on within a millisecond. @module */

import { piecesOfSize } from '../decode/join.ts'

export const inPieces = (bytes: Uint8Array): Iterable<Uint8Array> => piecesOfSize(bytes, 2 ** 19)
