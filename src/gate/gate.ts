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
import { type Kept, type Quarantine, type QuarantineClock, quarantine, type Refused } from './quarantine.ts'
import { brokenBy } from './refused-error.ts'
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
  /** The digest of the bytes that it was made of. */
  readonly liveDigest?: string | undefined
}

/** Calls a function of the user's and waits for it. */
export type Ask = <T>(who: 'schema' | 'validate', call: () => T | PromiseLike<T>) => Promise<T>

/** The gate of one term. */
export interface Gate {
  readonly schema: StandardSchemaV1 | undefined
  readonly validate: Validate<unknown> | undefined
  /** How long a payload that was refused is remembered. */
  readonly quarantineMs: number
  readonly clock: () => QuarantineClock
  /** Most terms never refuse anything, and there may be thousands of them. */
  memory: Quarantine | undefined
}

type GateOptions = Pick<Gate, 'schema' | 'validate' | 'quarantineMs'>

export const gateOf = ({ schema, validate, quarantineMs }: GateOptions, clock: Gate['clock']): Gate => ({
  schema,
  validate,
  quarantineMs,
  clock,
  memory: undefined,
})

/** May this version be taken? `anew` means that somebody asks to look again. @throws TermError `ERR_TERM_QUARANTINED` */
export function offered({ memory }: Gate, offering: Offering, anew: boolean): void {
  const name = strongName(offering)
  if (name === undefined || anew) return
  const refused = memory?.behind(name)
  if (refused !== undefined && stillHolds(refused, offering)) throw repeated(refused, 'probe', offering)
}

/** May these bytes be read? `digest` is theirs as they came. @throws TermError `ERR_TERM_QUARANTINED` */
export function received({ memory }: Gate, offering: Offering, digest: string): void {
  note(memory, offering, digest)
  // What was good enough to be live is good, whatever was said of it before.
  if (digest === offering.liveDigest) return
  const refused = memory?.get(digest)
  if (refused !== undefined && stillHolds(refused, offering)) throw repeated(refused, 'download', offering)
}

const stillHolds = ({ beside }: Refused, { live }: Offering): boolean =>
  beside === undefined || beside.version === live

/** May this value be published? Returns what is to be. @throws TermError `ERR_TERM_SCHEMA`, `ERR_TERM_REFUSED` */
export function decoded({ schema, validate }: Gate, value: unknown, live: unknown, ask: Ask): unknown {
  if (schema !== undefined) {
    const read = ask('schema', () => judgeSchema(schema, value))
    return validate === undefined ? read : read.then((read) => judged(validate, read, live, ask))
  }
  return validate === undefined ? value : judged(validate, value, live, ask)
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

/** Are the bytes to blame for a failure that came after them? Then the gate remembers them. */
export function blames(gate: Gate, error: unknown, offering: Offering, digest: string): error is TermError {
  if (!isPoison(error)) return false
  const { code, message, stage, hopeless } = error
  const failure = { code, message, stage, hopeless, cause: traceOf(error.cause) }
  // `validate` alone sees the live value.
  const beside = code === 'ERR_TERM_REFUSED' ? { version: offering.live } : undefined
  const { version = digest.slice(0, 16) } = offering.offer
  const { rule } = brokenBy(error)
  const memory = memoryOf(gate)
  memory.add({ digest, version, rule, why: briefly(error), beside, failure })
  note(memory, offering, digest)
  return true
}

/** Goes on with what an earlier process had remembered, unless this one has something to remember already. */
export const recall = (gate: Gate, kept: Kept): void => void memoryOf(gate, kept)

/** Remembers bytes that are to be kept out until somebody releases them. `why` is told to whoever offers them. */
export const keepOut = (gate: Gate, digest: string, why: string): void =>
  memoryOf(gate).add({ digest, why, lasting: true })

function memoryOf(gate: Gate, kept?: Kept): Quarantine {
  gate.memory ??= quarantine({ forMs: gate.quarantineMs, clock: gate.clock, kept })
  return gate.memory
}

function note(memory: Quarantine | undefined, offering: Offering, digest: string): void {
  const name = strongName(offering)
  if (name !== undefined) memory?.saw(name, digest)
}

// The name of the live edition stands for bytes that were good.
const strongName = ({ offer: { strong, version, resource = '' }, live }: Offering): string | undefined =>
  strong && version !== undefined && version !== live ? JSON.stringify([resource, version]) : undefined
