/** What a term remembers as refused: the list of it, and the way out by hand. @module */

import { TermError, type TermErrorCode } from '../base/errors.ts'
import type { Remembered } from '../gate/index.ts'
import { meant, type Named } from '../store/pin.ts'
import type { Keeper } from './keeper.ts'
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
  /** When it is forgotten by itself; `undefined`: not until it is released. */
  readonly until: Date | undefined
}

const NONE: readonly QuarantinedPayload[] = Object.freeze([])

/** What is remembered as refused, the last one first; at most 16. */
export function quarantinedOf({ gate: { memory } }: Keeper): readonly QuarantinedPayload[] {
  return memory === undefined ? NONE : Object.freeze(memory.list().map(factsOf))
}

const factsOf = ({ version, digest, failure, why, rule, at, until }: Remembered): QuarantinedPayload =>
  Object.freeze({
    version,
    digest: digest.slice(0, 16),
    code: failure?.code,
    reason: why,
    rule,
    since: new Date(at),
    until: until === undefined ? undefined : new Date(until),
  })

/** Lets go of what somebody names: all payloads of that version. @throws TermError `ERR_TERM_VERSION` where there is none */
export async function releaseFrom(keeper: Keeper, name: string): Promise<void> {
  const { gate, keepsake, options } = keeper
  const { memory } = gate
  const { name: term } = options
  const found = meant<Remembered & Named>((memory?.list() ?? []) as (Remembered & Named)[], name)
  if (found.length === 0) {
    const which = JSON.stringify(name)
    const message = `[${term}] no refused version ${which} is remembered; \`status().quarantined\` lists what is`
    throw new TermError('ERR_TERM_VERSION', message, { term })
  }
  for (const { digest, version, failure } of found) {
    memory?.release(digest)
    keepsake?.released(digest)
    tell(keeper, { type: 'term.released', version, digest: digest.slice(0, 16), code: failure?.code })
  }
}
