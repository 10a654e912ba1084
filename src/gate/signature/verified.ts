/** Asks a verifier, and trusts nothing but its plain yes. @module */

import { fieldOf } from '../../base/errors.ts'
import { reasonWithout, toldWithout } from '../../reasons/index.ts'
import type { Refusal } from '../refusal.ts'
import { type ClaimContext, judgeClaim } from './claim-rules.ts'
import { placeInWords } from './proof-place.ts'
import type { Claim, Evidence, Verifier } from './verifier.ts'

/** The bytes are signed, and the claim is as it is wanted. */
export interface Verified {
  /** The id of the key. */
  readonly key: string
  readonly claim: Claim
}

/** Whatever a verifier throws or answers: who signed these bytes for this term, or why they can't be published. */
export async function verified(
  verifier: Verifier,
  received: Evidence,
  context: ClaimContext,
): Promise<Verified | Refusal> {
  try {
    return await answered(verifier, received, context)
  } catch (thrown) {
    const reason = await reasonWithout(received.bytes, thrown)
    return { ...refusal(verifier, 'verify', `it failed: ${reason}`), cause: thrown }
  }
}

export const noProof = (verifier: Verifier): Refusal =>
  refusal(verifier, 'proof', `there is no signature ${placeInWords(verifier.proof)}`)

export const isRefusal = (answer: Verified | Refusal): answer is Refusal => 'code' in answer

async function answered(
  verifier: Verifier,
  received: Evidence,
  context: ClaimContext,
): Promise<Verified | Refusal> {
  if (received.proof === undefined) return noProof(verifier)
  const verdict: unknown = await verifier.verify(received)
  if (fieldOf(verdict, 'ok') === false) {
    const told = await toldWithout(received.bytes, String(fieldOf(verdict, 'reason')))
    return refusal(verifier, ruleOf(verdict), told ?? 'it refused')
  }
  const key = fieldOf(verdict, 'key')
  const claim = claimIn(verdict)
  if (fieldOf(verdict, 'ok') !== true || !isText(key) || claim === undefined) {
    return refusal(verifier, 'verify', 'it gave no verdict with `ok`, `key` and a claim')
  }
  return judgeClaim(claim, verifier.rules ?? {}, context) ?? { key, claim }
}

const WORD = /^[\w.-]{1,40}$/

function ruleOf(verdict: unknown): string {
  const rule = fieldOf(verdict, 'rule')
  return typeof rule === 'string' && WORD.test(rule) ? rule : 'verify'
}

const LONGEST = 200
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST

/** As it is now, and as it stays: each part is read once. `undefined` where one is of another kind. */
function claimIn(verdict: unknown): Claim | undefined {
  const given = fieldOf(verdict, 'claim')
  if (given === undefined) return {}
  if (typeof given !== 'object' || given === null) return undefined
  const { name, version, expires, signedAt } = given as Record<keyof Claim, unknown>
  if (![name, version].every((part) => part === undefined || isText(part))) return undefined
  if (![expires, signedAt].every((part) => part === undefined || Number.isFinite(part))) return undefined
  return Object.freeze({ name, version, expires, signedAt } as Claim)
}

const refusal = ({ name }: Verifier, rule: string, message: string): Refusal => ({
  code: 'ERR_TERM_SIGNATURE',
  rule,
  message: `\`verify\` (${name}): ${message}`,
})
