/** What it takes to make a payload of the one before and a delta, and what none may ask for. @module */

import { TermError } from '../../base/errors.ts'
import type { Base } from './base.ts'

export interface Unpacking {
  /** The payload before. */
  readonly base: Base
  /** Of what comes out, in bytes; no more is taken. */
  readonly size: number
  /** The logarithm of the window, as whoever made the delta has said. */
  readonly windowLog: number
}

/** @param mostInOneGo - so many bytes come out in one turn, where it can be helped; absent: all of them */
export type UnpackDelta = (
  delta: Uint8Array,
  unpacking: Omit<Unpacking, 'base'> & { readonly base: Uint8Array },
  mostInOneGo?: number,
) => Promise<Uint8Array>

/** Every reader has so much. */
const LEAST_WINDOW = 2 ** 23

/** @throws TermError `ERR_TERM_TOO_LARGE`: a window reaches back over what comes out, and all of the base */
export function checkWindow({ base, size, windowLog }: Unpacking): void {
  if (2 ** windowLog <= Math.max(LEAST_WINDOW, 2 * (base.byteLength + size))) return
  throw new TermError('ERR_TERM_TOO_LARGE', 'the delta asks for a window larger than what it can reach', {
    stage: 'download',
  })
}
