/**
 * May this be published? The gate asks three times, in this order, and the first refusal ends the attempt.
 *
 * 1. `offered`: may this version be taken? Nothing is downloaded that was refused twice under a strong name.
 * 2. `received`: may these bytes be read? Nothing inflates or decodes what was refused before.
 * 3. `decoded`: may this value take the place of the one that is live? A schema and the user's `validate` say so.
 *
 * Payloads that fail by their own fault are remembered, by their bytes; whatever else fails is the world's fault and isn't.
 *
 * @module
 */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { briefly, type TermError } from '../base/errors.ts'
import { traceOf } from '../reasons/index.ts'
import { isPoison } from './poison.ts'
import { type QuarantineClock, quarantine } from './quarantine.ts'
import { repeated } from './repeated.ts'
import { judgeSchema } from './schema.ts'
import { judgeValue, type Validate } from './validate.ts'

/** A version that an origin offers. */
export interface Offer {
  readonly version?: string | undefined
  /** Can other bytes never have this name? */
  readonly strong?: boolean | undefined
  /** The thing that this is a version of; names of one thing say nothing about another. */
  readonly resource?: string | undefined
}

/** Which source offers a version, and to which term. */
export interface Offering {
  readonly offer: Offer
  /** The name of the term. */
  readonly term: string
  /** The name of the source. */
  readonly source: string
  /** The version that is live. */
  readonly live: string | undefined
}

/** Calls a function of the user's and waits for it. */
export type Ask = <T>(who: 'schema' | 'validate', call: () => T | PromiseLike<T>) => Promise<T>

export interface Gate {
  /** May this version be taken? `anew` means that somebody asks to look again. @throws TermError `ERR_TERM_QUARANTINED` */
  offered(offering: Offering, anew: boolean): void
  /** May these bytes be read? `digest` is theirs as they came. @throws TermError `ERR_TERM_QUARANTINED` */
  received(offering: Offering, digest: string): void
  /** May this value be published? Returns what is to be. @throws TermError `ERR_TERM_SCHEMA`, `ERR_TERM_REFUSED` */
  decoded(value: unknown, live: unknown, ask: Ask): unknown
  /** Are the bytes to blame for a failure that came after them? Then the gate remembers them. */
  blames(error: unknown, offering: Offering, digest: string): error is TermError
}

export interface GateOptions {
  readonly schema: StandardSchemaV1 | undefined
  readonly validate: Validate<unknown> | undefined
  /** How long a payload that was refused is remembered. */
  readonly quarantineMs: number
}

export function gate({ schema, validate, quarantineMs }: GateOptions, clock: () => QuarantineClock): Gate {
  // Most terms never refuse anything, and there may be thousands of them.
  let memory: ReturnType<typeof quarantine> | undefined

  const note = ({ offer, live }: Offering, digest: string): void => {
    const name = strongName(offer, live)
    if (name !== undefined) memory?.saw(name, digest)
  }

  return {
    offered(offering, anew) {
      const name = strongName(offering.offer, offering.live)
      if (name === undefined || anew) return
      const refused = memory?.behind(name)
      if (refused !== undefined) throw repeated(refused, 'probe', offering)
    },

    received(offering, digest) {
      note(offering, digest)
      const refused = memory?.get(digest)
      if (refused !== undefined) throw repeated(refused, 'download', offering)
    },

    decoded(value, live, ask) {
      if (schema !== undefined) {
        const read = ask('schema', () => judgeSchema(schema, value))
        return validate === undefined ? read : read.then((read) => judged(validate, read, live, ask))
      }
      return validate === undefined ? value : judged(validate, value, live, ask)
    },

    blames(error, offering, digest): error is TermError {
      if (!isPoison(error)) return false
      const { code, message, stage, hopeless } = error
      memory ??= quarantine({ forMs: quarantineMs, clock })
      const failure = { code, message, stage, hopeless, cause: traceOf(error.cause) }
      memory.add({ digest, why: briefly(error), failure })
      note(offering, digest)
      return true
    },
  }
}

async function judged(
  validate: Validate<unknown>,
  value: unknown,
  live: unknown,
  ask: Ask,
): Promise<unknown> {
  await ask('validate', () => judgeValue(validate, value, live))
  return value
}

// The name of the live edition stands for bytes that were good.
const strongName = (
  { strong, version, resource = '' }: Offer,
  live: string | undefined,
): string | undefined => (strong && version !== live ? `${resource} ${version}` : undefined)
