/** Who signed the bytes of the wire, and what was signed of them: verifiers, and what the gate asks of their answers. @module */

export { checkVerifier } from './check-verifier.ts'
export { judgeExpiry } from './claim-rules.ts'
export { ed25519 } from './ed25519.ts'
export { type MinisignOptions, minisign } from './minisign.ts'
export { isRefusal, verified } from './verified.ts'
export type {
  Claim,
  ClaimRules,
  Evidence,
  Verdict,
  Verifier,
} from './verifier.ts'
