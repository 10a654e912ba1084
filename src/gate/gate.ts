/**
 * May this be published? The gate asks three times, in this order, and the first refusal ends the attempt.
 *
 * 1. `offered`: may this version be taken? Nothing is downloaded that was refused twice under a strong name.
 * 2. `received`: may these bytes be read? Nothing inflates or decodes what was refused before, what is not the payload that
 *    `sha256` pins, or what `verify` doesn't find signed for this term.
 * 3. `decoded`: may this value take the place of the one that is live? The schema of its records, its own, the user's
 *    `validate` and `guards` say so.
 *
 * Payloads that fail by their own fault are remembered, by their bytes; whatever else fails is the world's fault and isn't. What
 * guards refused may be accepted by hand: then it is let through once, past them alone.
 *
 * @module
 */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { briefly, type TermError } from '../base/errors.ts'
import { traceOf } from '../reasons/index.ts'
import type { DigestPin } from './digest-pin.ts'
import { type Guards, judgeGuards, judgeLeast } from './guards.ts'
import { isPoison } from './poison.ts'
import { type Kept, type Quarantine, type QuarantineClock, quarantine, type Refused } from './quarantine.ts'
import { brokenBy, refusedError, type Whose } from './refused-error.ts'
import { repeated } from './repeated.ts'
import { judgeSchema } from './schema.ts'
import type { Claim, Verifier } from './signature/index.ts'
import { type Arrival, type Signature, sha256Of, signatureOf } from './signature-of.ts'
import { judgeValue, type Validate } from './validate.ts'
import type { HashName } from './wire-hashes.ts'

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
  /** What was signed of it. */
  readonly liveClaim?: Claim | undefined
}

/** A value that was made of the bytes, and may take the place of the live one. */
export interface Successor {
  readonly value: unknown
  /** The value that is live, if an origin has sent it. */
  readonly live: unknown
  readonly signal: AbortSignal
  /** Has somebody accepted it, whatever guards say? */
  readonly isAccepted?: boolean | undefined
}

/** Calls a function of the user's and waits for it. */
export type Ask = <T>(
  who: 'verify' | 'row' | 'schema' | 'validate' | 'guards',
  call: () => T | PromiseLike<T>,
) => Promise<T>

/** The gate of one term. */
export interface Gate {
  readonly pin: DigestPin | undefined
  readonly verifier: Verifier | undefined
  /** Looks at each record of a decoded value, where its decoder is told what they must be like. */
  readonly records?: ((value: unknown, signal: AbortSignal) => Promise<void>) | undefined
  readonly schema: StandardSchemaV1 | undefined
  readonly validate: Validate<unknown> | undefined
  readonly guards: Guards<unknown> | undefined
  /** How many records a decoded value has at least, where its decoder is told and guards aren't. */
  readonly least?: number | undefined
  /** How long a payload that was refused is remembered. */
  readonly quarantineMs: number
  /** Knows the present clock. */
  readonly owner: { clock(): QuarantineClock }
  /** Most terms never refuse anything, and there may be thousands of them. */
  memory: Quarantine | undefined
}

export type GateOptions = Omit<Gate, 'owner' | 'memory'>

export const gateOf = (options: GateOptions, owner: Gate['owner']): Gate => {
  const { pin, verifier, records, schema, validate, guards, least, quarantineMs } = options
  return { pin, verifier, records, schema, validate, guards, least, quarantineMs, owner, memory: undefined }
}

/** The hashes that are to be taken of the bytes as they pass. */
export const hashNames = ({ pin, verifier }: Gate): ReadonlySet<HashName> =>
  new Set(['sha256', ...(pin === undefined ? [] : [pin.hash]), ...(verifier?.hashes ?? [])])

/** May this version be taken? `anew` means that somebody asks to look again. @throws TermError `ERR_TERM_QUARANTINED` */
export function offered(gate: Gate, offering: Offering, anew: boolean): void {
  const name = strongName(offering)
  if (name === undefined || anew) return
  const refused = gate.memory?.behind(name)
  if (refused !== undefined && stillHolds(gate, refused, offering)) throw repeated(refused, 'probe', offering)
}

/**
 * May these bytes be read? Returns who signed them, where somebody has to. The bytes of what is live are asked about as any
 * others: a signature of them may be another one by now.
 *
 * @throws TermError `ERR_TERM_QUARANTINED`, `ERR_TERM_DIGEST`, `ERR_TERM_SIGNATURE`, `ERR_TERM_OUTDATED`, `ERR_TERM_EXPIRED`
 */
export async function received(
  gate: Gate,
  offering: Offering,
  arrival: Arrival,
  ask: Ask,
): Promise<Signature | undefined> {
  const { memory, pin, verifier } = gate
  const digest = sha256Of(arrival)
  note(memory, offering, digest)
  // What was good enough to be live is good, whatever was said of it before.
  const refused = digest === offering.liveDigest ? undefined : memory?.get(digest)
  if (refused !== undefined && stillHolds(gate, refused, offering))
    throw repeated(refused, 'download', offering)
  const refusal = pin?.judge(arrival.hashes)
  if (refusal !== undefined) throw refusedError(refusal, 'download', offering)
  if (verifier === undefined) return undefined
  return signatureOf(verifier, offering, { arrival, now: () => gate.owner.clock().now(), ask })
}

const stillHolds = ({ pin }: Gate, { accepted, beside, pinned }: Refused, { live }: Offering): boolean =>
  accepted !== true &&
  (beside === undefined || beside.version === live) &&
  (pinned === undefined || pinned === pin?.name)

/** Has somebody accepted these bytes, beside what is live now? */
export function isAccepted({ memory }: Gate, { live }: Offering, digest: string): boolean {
  const refused = memory?.get(digest)
  return refused?.accepted === true && refused.beside?.version === live
}

/** An acceptance counts once. Returns whether there was one. */
export function useAcceptance({ memory }: Gate, digest: string): boolean {
  const isUsed = memory?.get(digest)?.accepted === true
  if (isUsed) memory?.release(digest)
  return isUsed
}

/**
 * May this value be published? Returns what is to be. What compares comes last, so that it compares what is sound.
 *
 * @throws TermError `ERR_TERM_SCHEMA`, `ERR_TERM_REFUSED`, `ERR_TERM_GUARD`
 */
export function decoded(gate: Gate, whose: Whose, successor: Successor, ask: Ask): unknown {
  const { records, schema, validate, guards, least } = gate
  if (least !== undefined && !successor.isAccepted) {
    const refusal = judgeLeast(least, successor.value)
    if (refusal !== undefined) throw refusedError(refusal, 'validate', whose)
  }
  if ([records, schema, validate, guards].every((judge) => judge === undefined)) return successor.value
  return judged(gate, whose, successor, ask)
}

async function judged(
  { records, schema, validate, guards }: Gate,
  whose: Whose,
  { value, live, signal, isAccepted }: Successor,
  ask: Ask,
): Promise<unknown> {
  if (records !== undefined) await ask('row', () => records(value, signal))
  const read = schema === undefined ? value : await ask('schema', () => judgeSchema(schema, value))
  if (validate !== undefined) await ask('validate', () => judgeValue(validate, read, live))
  if (guards === undefined || isAccepted) return read
  const refusal = await ask('guards', () => judgeGuards(guards, read, live, signal))
  if (refusal !== undefined) throw refusedError(refusal, 'validate', whose)
  return read
}

/** Are the bytes to blame for a failure that came after them? Then the gate remembers them. */
export function blames(gate: Gate, error: unknown, offering: Offering, digest: string): error is TermError {
  if (!isPoison(error)) return false
  const { code, message, stage, hopeless } = error
  const failure = { code, message, stage, hopeless, cause: traceOf(error.cause) }
  const beside = COMPARED.has(code) ? { version: offering.live } : undefined
  const pinned = code === 'ERR_TERM_DIGEST' ? gate.pin?.name : undefined
  const { version = digest.slice(0, 16) } = offering.offer
  const { rule } = brokenBy(error)
  const memory = memoryOf(gate)
  memory.add({ digest, version, rule, why: briefly(error), beside, pinned, failure })
  note(memory, offering, digest)
  return true
}

/** What is refused by those who see the live value. */
const COMPARED: ReadonlySet<string> = new Set(['ERR_TERM_REFUSED', 'ERR_TERM_GUARD'])

/** Goes on with what an earlier process had remembered, unless this one has something to remember already. */
export const recall = (gate: Gate, kept: Kept): void => void memoryOf(gate, kept)

/** Remembers bytes that are to be kept out until somebody releases them. `why` is told to whoever offers them. */
export const keepOut = (
  gate: Gate,
  { digest, version = digest.slice(0, 16) }: Pick<Refused, 'digest' | 'version'>,
  why: string,
): void => memoryOf(gate).add({ digest, version, why, lasting: true })

function memoryOf(gate: Gate, kept?: Kept): Quarantine {
  gate.memory ??= quarantine({ forMs: gate.quarantineMs, clock: () => gate.owner.clock(), kept })
  return gate.memory
}

function note(memory: Quarantine | undefined, offering: Offering, digest: string): void {
  const name = strongName(offering)
  if (name !== undefined) memory?.saw(name, digest)
}

/** A name that stands for bytes, and for none that were good: not that of the live edition. */
export const strongName = ({
  offer: { strong, version, resource = '' },
  live,
}: Offering): string | undefined =>
  strong && version !== undefined && version !== live ? JSON.stringify([resource, version]) : undefined
