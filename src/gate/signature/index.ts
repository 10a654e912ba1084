/** Who signed the bytes of the wire, and what was signed of them: verifiers, and what the gate asks of their answers. @module */

export type { HashName } from '../wire-hashes.ts'
export { checkVerifier } from './check-verifier.ts'
export { judgeExpiry } from './claim-rules.ts'
export { type Ed25519Options, type Ed25519PublicKey, ed25519 } from './ed25519.ts'
export { type MinisignOptions, minisign } from './minisign.ts'
export { isRefusal, noProof, type Verified, verified } from './verified.ts'
export type {
  Accepted,
  Claim,
  ClaimRules,
  Evidence,
  Proof,
  Rejected,
  Verdict,
  Verifier,
} from './verifier.ts'
