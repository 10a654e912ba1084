/** Memory that threads share, for indexes. @module */

import { TermError } from '../../../../../base/errors.ts'

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function wordsToShare(count: number): Uint32Array<SharedArrayBuffer> {
  try {
    return new Uint32Array(new SharedArrayBuffer(count * 4))
  } catch (cause) {
    throw new TermError('ERR_TERM_DECODER', 'There is no memory for an index', { stage: 'decode', cause })
  }
}
