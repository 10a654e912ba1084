/** The check of the option `verify`: a verifier that is half of one must not come to light when a file is refused. @module */

import { checkFields, checkName, checkOneOf, checkRecord } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import { HASH_NAMES } from '../wire-hashes.ts'
import { CLAIM_RULES, checkClaimRules } from './claim-rules.ts'
import { checkProofPlace } from './proof-place.ts'
import type { Evidence, Verifier } from './verifier.ts'

/**
 * The verifier as it is now; nobody changes it afterwards. To be asked wherever the option is there: one that is `undefined`,
 * for want of a variable of the environment, is a mistake and no wish to publish what nobody signed.
 *
 * @throws TypeError which names the option
 */
export function checkVerifier(of: string, value: unknown): Verifier {
  const hint = typeof value === 'function' ? 'call it, as in `minisign(keys)`' : undefined
  checkFields(of, 'verify', value, 'a verifier, such as `minisign(keys)`', hint)
  const verifier = value as Verifier
  const { name, proof, hashes = [], rules = {}, verify } = verifier
  if (typeof verify !== 'function') throw unexpected(of, 'verify.verify', 'a function', verify)
  if (!Array.isArray(hashes))
    throw unexpected(of, 'verify.hashes', `a list of ${HASH_NAMES.join(', ')}`, hashes)
  checkRecord(of, 'verify.rules', rules, CLAIM_RULES)
  return Object.freeze({
    name: checkName(of, 'verify.name', name),
    proof: checkProofPlace(of, proof),
    hashes: Object.freeze(hashes.map((hash: unknown) => checkOneOf(of, 'verify.hashes', hash, HASH_NAMES))),
    rules: checkClaimRules(of, rules),
    verify: (received: Evidence) => verify.call(verifier, received),
  })
}
