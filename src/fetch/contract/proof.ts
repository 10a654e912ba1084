/** Holds what `proof` brings to the contract: bytes, or nothing. @module */

import { types } from 'node:util'
import { MAX_PROOF_BYTES } from '../../base/proof.ts'
import { breach } from './breach.ts'

/**
 * A copy: whoever brings a proof may use its memory again. Of one that is too long, enough that this shows.
 *
 * @throws TermError `ERR_TERM_CONTRACT`, which is fatal
 */
export function checkProof(proof: unknown): Uint8Array | undefined {
  // Of JavaScript, where that is what there isn't.
  if (proof === undefined || proof === null) return undefined
  if (!types.isUint8Array(proof)) throw breach('`proof` gave no bytes')
  return new Uint8Array(proof.subarray(0, MAX_PROOF_BYTES + 1))
}
