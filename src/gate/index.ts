/** May this be published? The three questions, and what users say about the answers. @module */

export { digestPin } from './digest-pin.ts'
export {
  blames,
  decoded,
  type Gate,
  type GateOptions,
  gateOf,
  hashNames,
  isAccepted,
  keepOut,
  type Offering,
  offered,
  recall,
  received,
  strongName,
  useAcceptance,
} from './gate.ts'
export { checkGuards, type Guard, type GuardRules, type Guards, wantsChanges } from './guards.ts'
export { keptIn } from './kept-quarantine.ts'
export type { Kept, Remembered } from './quarantine.ts'
export type { Refusal } from './refusal.ts'
export { brokenBy, isRefused, refusalOf, refusedError } from './refused-error.ts'
export {
  type Accepted,
  type Claim,
  type ClaimRules,
  checkVerifier,
  type Ed25519Options,
  type Ed25519PublicKey,
  type Evidence,
  ed25519,
  type HashName,
  isRefusal,
  judgeExpiry,
  type MinisignOptions,
  minisign,
  noProof,
  type Proof,
  type Rejected,
  type Verdict,
  type Verified,
  type Verifier,
  verified,
} from './signature/index.ts'
export { type Arrival, proofDigestOf, type Signature, sha256Of } from './signature-of.ts'
export type { Validate } from './validate.ts'
export { hashesOf, wireHashes } from './wire-hashes.ts'
