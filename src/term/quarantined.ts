/** What a term remembers as refused: the list of it, and the ways out by hand. @module */

import { TermError, type TermErrorCode } from '../base/errors.ts'
import type { Remembered } from '../gate/index.ts'
import { meant, type Named } from '../store/pin.ts'
import type { Keeper } from './keeper.ts'
import { looked } from './looked.ts'
import { tell } from './tell.ts'

/** A payload that was refused, and isn't tried again for now. */
export interface QuarantinedPayload {
  /** The name that it came under, or else its digest. */
  readonly version: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest: string
  readonly code: TermErrorCode | undefined
  /** Why it was refused, in words. */
  readonly reason: string
  /** The rule that it broke, such as `maxShrink`; `undefined` where it could not be read at all. */
  readonly rule: string | undefined
  /** When it was last refused. */
  readonly since: Date
  /** When it is forgotten by itself; `undefined`: not until it is released, or published. */
  readonly until: Date | undefined
  /** Whether it is published once it comes again, since somebody has accepted it. */
  readonly accepted: boolean
}

const NONE: readonly QuarantinedPayload[] = Object.freeze([])

/** What is remembered as refused, the last one first; at most 16. */
export function quarantinedOf({ gate: { memory } }: Keeper): readonly QuarantinedPayload[] {
  return memory === undefined ? NONE : Object.freeze(memory.list().map(factsOf))
}

const factsOf = ({
  version,
  digest,
  failure,
  why,
  rule,
  at,
  until,
  accepted,
}: Remembered): QuarantinedPayload =>
  Object.freeze({
    version,
    digest: digest.slice(0, 16),
    code: failure?.code,
    reason: failure === undefined ? why : why.replace(`${failure.code}: `, ''),
    rule,
    since: new Date(at),
    until: until === undefined ? undefined : new Date(until),
    accepted: accepted === true,
  })

/** Lets go of what somebody names: all payloads of that version. @throws TermError `ERR_TERM_VERSION` where there is none */
export async function releaseFrom(keeper: Keeper, name: string): Promise<void> {
  await looked(keeper)
  const { gate, keepsake } = keeper
  for (const { digest, version, failure } of rememberedAs(keeper, name)) {
    gate.memory?.release(digest)
    keepsake?.released(digest)
    tell(keeper, { type: 'term.released', version, digest: digest.slice(0, 16), code: failure?.code })
  }
}

/**
 * Lets one payload past the guards that refused it, once it comes again. What is wrong with a payload itself nobody can accept.
 *
 * @throws TermError `ERR_TERM_VERSION` where there is none, or several, or it was refused for another reason
 */
export async function acceptFrom(keeper: Keeper, name: string): Promise<void> {
  await looked(keeper)
  const [refused, ...others] = rememberedAs(keeper, name) as [Remembered, ...Remembered[]]
  const which = JSON.stringify(name)
  if (others.length > 0)
    throw notSo(keeper, `several refused payloads are called ${which}: name one by its digest`)
  const { digest, version, rule, failure, accepted } = refused
  if (failure?.code !== 'ERR_TERM_GUARD') {
    const what = failure === undefined ? `is kept out: ${refused.why}` : `was refused with ${failure.code}`
    const advice = '; only what `guards` refused can be accepted, and `release` has it judged again'
    throw notSo(keeper, `${which} ${what}${advice}`)
  }
  if (accepted) return
  keeper.gate.memory?.accept(digest)
  keeper.keepsake?.quarantined()
  tell(keeper, { type: 'term.accepted', version, digest: digest.slice(0, 16), rule })
}

/** @throws TermError `ERR_TERM_VERSION` where there is none */
function rememberedAs(keeper: Keeper, name: string): readonly Remembered[] {
  const all = (keeper.gate.memory?.list() ?? []) as (Remembered & Named)[]
  const found = meant(all, name)
  if (found.length > 0) return found
  const which = JSON.stringify(name)
  throw notSo(keeper, `no refused version ${which} is remembered; \`status().quarantined\` lists what is`)
}

const notSo = ({ options: { name: term } }: Keeper, why: string): TermError =>
  new TermError('ERR_TERM_VERSION', `[${term}] ${why}`, { term })
