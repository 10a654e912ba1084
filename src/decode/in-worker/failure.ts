/** What a user's module has thrown, told without what it quotes of the payload. @module */

import type { TermError } from '../../base/errors.ts'
import { explainedWithout } from '../../reasons/index.ts'

/** @param size - of the bytes, when the module was given them */
export function moduleFailure(thrown: unknown, bytes: Uint8Array, size: number): Promise<TermError> {
  const given = bytes.byteLength === size ? bytes : GONE
  return explainedWithout(given, thrown, 'ERR_TERM_DESERIALIZE', 'the module of `inWorker` failed', {
    stage: 'decode',
  })
}

/** Stands for bytes that the module has transferred: what it throws may quote them, and nobody can tell. */
const GONE: Iterable<never> = {
  [Symbol.iterator]() {
    throw new Error('the bytes were transferred')
  },
}
