/** What is asked of a signed claim: the options, and the judgement. @module */

import { checkCount, checkName, checkOneOf } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import { count, type Refusal, type RefusalCode } from '../refusal.ts'
import type { Claim, ClaimRules } from './verifier.ts'

export const CLAIM_RULES = ['name', 'require', 'allowRollback', 'maxJump'] as const
const PARTS = ['name', 'version', 'expires'] as const

/** @throws TypeError where one is of another kind */
export function checkClaimRules(of: string, rules: ClaimRules): ClaimRules {
  const { name, require = [], allowRollback = false, maxJump } = rules
  if (!Array.isArray(require)) throw unexpected(of, 'require', `a list of ${PARTS.join(', ')}`, require)
  if (typeof allowRollback !== 'boolean') throw unexpected(of, 'allowRollback', 'a boolean', allowRollback)
  return Object.freeze({
    name: name === undefined ? undefined : checkName(of, 'name', name),
    require: Object.freeze(require.map((part: unknown) => checkOneOf(of, 'require', part, PARTS))),
    allowRollback,
    maxJump: maxJump === undefined ? undefined : checkCount(of, 'maxJump', maxJump),
  })
}

export interface ClaimContext {
  /** The name of the term. */
  readonly term: string
  /** What was claimed for the value that is published, or kept on disk; `undefined` where nothing was. */
  readonly live: Claim | undefined
}

/** Is it for this term, and not older than what is published? The expiry is another question (`judgeExpiry`). */
export function judgeClaim(
  claim: Claim,
  rules: ClaimRules,
  { term, live }: ClaimContext,
): Refusal | undefined {
  const missing = rules.require?.find((part) => claim[part] === undefined)
  if (missing !== undefined) return refusal('require', `the signature has no \`${missing}\``)
  const expected = rules.name ?? term
  if (claim.name !== undefined && claim.name !== expected)
    return refusal('name', `the signature is for \`${claim.name}\`, not for \`${expected}\``)
  return judgeVersion(claim.version, rules, live?.version)
}

const WHOLE = /^\d{1,100}$/
const numberOf = (version: string | undefined): bigint | undefined =>
  version !== undefined && WHOLE.test(version) ? BigInt(version) : undefined

/** Whole numbers have an order; other versions are names. After a number comes a number, or else an old one without would do. */
function judgeVersion(
  version: string | undefined,
  { allowRollback, maxJump }: ClaimRules,
  live: string | undefined,
): Refusal | undefined {
  const before = numberOf(live)
  if (before === undefined) return undefined
  const after = numberOf(version)
  if (after === undefined || after < before) {
    if (allowRollback) return undefined
    const what = version === undefined ? 'the signature has no version' : `version ${version} is signed`
    return refusal('version', `${what}, and ${live} is published`, 'ERR_TERM_OUTDATED')
  }
  if (maxJump === undefined || after - before <= BigInt(maxJump)) return undefined
  const message = `\`maxJump\` ${count(maxJump)}: version ${live} -> ${version}`
  return { ...refusal('maxJump', message), figures: { maxJump, live: Number(before), next: Number(after) } }
}

/** Is the signature of no use any more at this time, in ms since 1970? */
export function judgeExpiry({ expires }: Claim, now: number): Refusal | undefined {
  if (expires === undefined || now < expires) return undefined
  const message = `the signature has expired at ${new Date(expires).toISOString()}`
  return { ...refusal('expires', message, 'ERR_TERM_EXPIRED'), figures: { expires, now } }
}

const refusal = (rule: string, message: string, code: RefusalCode = 'ERR_TERM_SIGNATURE'): Refusal => ({
  code,
  rule,
  message,
})
