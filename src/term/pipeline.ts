/** Leads a value on its way: probes, downloads, decodes and judges, stores. @module */

import type { Downloaded, Probed, Stored } from '../../machines/index.ts'
import { TermError } from '../base/errors.ts'
import { decodeOf } from '../decode/decoder.ts'
import type { Wire } from '../decode/wire.ts'
import { checkBody } from '../fetch/contract/body.ts'
import { checkProbe } from '../fetch/contract/probe-answer.ts'
import type { Changed, Known, Probe } from '../fetch/fetcher.ts'
import { checkAnnounced, receive } from '../fetch/receive.ts'
import {
  type Arrival,
  hashNames,
  isAccepted,
  type Offering,
  offered,
  received,
  type Signature,
  sha256Of,
  useAcceptance,
  wireHashes,
} from '../gate/index.ts'
import { explained } from '../reasons/index.ts'
import { comeBack, holdsBack, newest, standing } from '../store/shelf.ts'
import { type Attempt, goOn } from './attempt.ts'
import { valueByRecords } from './by-records.ts'
import { ask, CALLS } from './calls.ts'
import { fetchContext, type Incarnation } from './incarnation.ts'
import { swapTurn, takesMuchMemory } from './large-swap.ts'
import { madeValue, type Payload } from './made-value.ts'
import { sentAs } from './media-type-hint.ts'
import { bringBehind } from './payload-behind.ts'
import { prepare } from './preparation.ts'
import { broughtProof, isStillSigned } from './proof.ts'
import { confirmPublished, heedFailure, holdBack, offeringOf, publish, signedOf } from './publication.ts'
import { actorsOf, type Done, type Step } from './steps.ts'
import { storedValue } from './stored-value.ts'
import { keepCopy, memoryFor } from './tee.ts'
import { askedAboutUnsigned, noteUnsigned } from './unsigned.ts'

/** A body that came whole, and may be read. */
interface Received extends Payload {
  readonly offer: Changed
  readonly digest: string
  readonly signature: Signature | undefined
  readonly isAccepted: boolean
  /** The value, where it came by what has changed of the records: then there is no payload. */
  readonly made?: { readonly value: unknown } | undefined
}

/** A value that was made of the body, and may be published. */
interface Decoded extends Pick<Received, 'offer' | 'digest' | 'signature' | 'isAccepted' | 'kept' | 'made'> {
  readonly value: unknown
}

const probe: Step<undefined, Probed, Changed> = async (incarnation, attempt) => {
  const { keeper, link } = incarnation
  if (!incarnation.isPrepared) await prepare(incarnation, attempt)
  attempt.asked = newest(keeper.shelf)
  const askAbout = (known: Known) => answered(incarnation, attempt, known)
  const first =
    (await askedAboutUnsigned(incarnation, attempt, askAbout)) ??
    (await asked(incarnation, attempt, attempt.asked?.known))
  const isAnswered = first.changed || (await isStillSigned(incarnation, attempt, first))
  const answer = isAnswered ? first : await asked(incarnation, attempt, undefined)
  const { changed, freshFor, staleFor, interval, known } = answer
  if (staleFor !== undefined) attempt.vouchedUntil = link.clock.monotonic() + (freshFor ?? 0) + staleFor
  const said = { changed, freshFor, interval }
  if (answer.changed) {
    offered(keeper.gate, offeringOf(incarnation, attempt, answer), attempt.trigger === 'manual')
    return { said, left: answer }
  }
  if (!isAnswered) throw unasked('the fetcher says unchanged to who knows nothing')
  goOn(attempt, 'probe')
  confirmPublished(incarnation, attempt, known)
  return { said }
}

async function asked(incarnation: Incarnation, attempt: Attempt, known: Known | undefined): Promise<Probe> {
  const answer = await answered(incarnation, attempt, known)
  if (answer.changed || (newest(incarnation.keeper.shelf)?.origin ?? 'initial') !== 'initial') return answer
  throw unasked('the fetcher says unchanged, but nothing of it is held')
}

async function answered(
  incarnation: Incarnation,
  attempt: Attempt,
  known: Known | undefined,
): Promise<Probe> {
  const { keeper } = incarnation
  const context = fetchContext(incarnation, attempt)
  const answer = await ask(attempt, CALLS.probe, async () =>
    checkProbe(await keeper.options.fetcher.probe(known, context)),
  )
  attempt.source = answer.source ?? attempt.source
  attempt.age = answer.age ?? 0
  return answer
}

const unasked = (message: string): TermError =>
  new TermError('ERR_TERM_PROTOCOL', message, { stage: 'probe' })

const download: Step<Changed, Downloaded, Received> = async (incarnation, attempt, offer) =>
  (await byRecords(incarnation, attempt, offer)) ?? whole(incarnation, attempt, offer)

const NO_BYTES = new Uint8Array()
const noWire = (): never => {
  throw new Error('The value came without its payload')
}

/**
 * What has changed of the records is taken in place of the payload, where that can be: the gate knows the payload by its digest.
 * `undefined`: the payload is opened.
 */
async function byRecords(
  incarnation: Incarnation,
  attempt: Attempt,
  offer: Changed,
): Promise<Done<Downloaded, Received> | undefined> {
  const { gate, shelf } = incarnation.keeper
  const { records, known } = offer
  if (records === undefined || standing(shelf, records.to) !== undefined) return undefined
  const { to: digest, size } = records
  const { signal } = attempt.controller
  const offering = offeringOf(incarnation, attempt, offer)
  const hashes = { of: () => Buffer.from(digest, 'hex') }
  const arrival = { bytes: NO_BYTES, hashes, proof: async () => undefined, signal }
  await letThrough(incarnation, attempt, offering, arrival, known)
  attempt.expected = size
  const made = await valueByRecords(incarnation, attempt, records)
  if (made === undefined) return undefined
  goOn(attempt, 'download')
  attempt.bytes = offer.size ?? size
  const judged = { digest, signature: undefined, isAccepted: isAccepted(gate, offering, digest) }
  return { said: { same: false }, left: { offer, ...judged, takeWire: noWire, kept: undefined, made } }
}

const whole: Step<Changed, Downloaded, Received> = async (incarnation, attempt, offer) => {
  const { keeper } = incarnation
  const { limits, deserialize, autoDecompress: auto } = keeper.options
  const { signal } = attempt.controller
  const { size, encoding, mayBeEmpty, mediaType, known, knownIfSame } = offer
  // Only everterm's own decoders get shared memory: a user's function gets private bytes.
  const isKept = keeper.tee !== undefined || keeper.copies !== undefined
  const allocate = decodeOf(deserialize) && memoryFor(isKept)
  const hashes = wireHashes(hashNames(keeper.gate))
  attempt.expected = size
  const passing = (bytes: Uint8Array) => {
    attempt.bytes += bytes.byteLength
    return hashes.take(bytes)
  }
  const payload = await ask(attempt, CALLS.open, async () => {
    checkAnnounced(size, limits.maxBytes)
    const body = checkBody(offer.open(signal))
    return receive(body, { size, maxBytes: limits.maxBytes, signal, allocate, passing })
  })
  goOn(attempt, 'download')
  const { bytes } = payload
  const digest = sha256Of({ hashes })
  const place = standing(keeper.shelf, digest)
  const offering = offeringOf(incarnation, attempt, offer)
  const isKnown = place !== undefined
  const signature = await letThrough(
    incarnation,
    attempt,
    isKnown ? { ...offering, liveDigest: digest } : offering,
    { bytes, hashes, proof: () => broughtProof(attempt, offer), signal },
    known,
  )
  const { proof } = signature ?? {}
  const kept = isKept ? { bytes, encoding, mayBeEmpty, mediaType, proof } : undefined
  if (place === 'live') comeBack(keeper.shelf)
  if (isKnown) {
    const about = place === 'live' ? newest(keeper.shelf) : attempt.asked
    const news = place === 'live' ? known : (knownIfSame ?? known)
    const before = about?.proofDigest
    confirmPublished(incarnation, attempt, news, about, signature)
    const edition = newest(keeper.shelf)
    // Whoever keeps the payload wants the newer signature, which may be good for longer.
    if (kept !== undefined && edition?.digest === digest && edition.proofDigest !== before)
      keepCopy(keeper, edition, kept)
    return { said: { same: true } }
  }
  const takeWire = giving<Wire>({ encoding, mayBeEmpty, auto, limits, ...payload })
  const judged = { digest, signature, isAccepted: isAccepted(keeper.gate, offering, digest) }
  return { said: { same: false }, left: { offer, ...judged, takeWire, kept } }
}

async function letThrough(
  incarnation: Incarnation,
  attempt: Attempt,
  offering: Offering,
  arrival: Arrival,
  known: Known | undefined,
): Promise<Signature | undefined> {
  const { gate } = incarnation.keeper
  let proof: Uint8Array | undefined
  const { bytes, hashes, signal } = arrival
  const bringing = { bytes, hashes, signal, proof: async () => (proof = await arrival.proof()) }
  try {
    return await received(gate, offering, bringing, (who, call) => ask(attempt, CALLS[who], call))
  } catch (error) {
    const digest = sha256Of(arrival)
    if (!attempt.controller.signal.aborted) noteUnsigned(gate, offering, error, { digest, proof, known })
    heedFailure(incarnation, attempt, offering, { digest, error })
    throw error
  }
}

/** Gives a value once, and holds it no longer. */
function giving<T>(value: T): () => T {
  let held: T | undefined = value
  return () => {
    const given = held
    held = undefined
    return given as T
  }
}

const decode: Step<Received, void, Decoded> = async (incarnation, attempt, body) => {
  const { offer, digest } = body
  const { keepsake } = incarnation.keeper
  if (takesMuchMemory(attempt)) await swapTurn(incarnation, attempt)
  try {
    if (keepsake !== undefined) await keepsake.activating(digest, offer.version ?? digest.slice(0, 16))
    const begun = body.made && Promise.resolve(body.made.value)
    const value = await madeValue(incarnation, attempt, body, begun)
    return { said: undefined, left: { value, ...body } }
  } catch (thrown) {
    const error = sentAs(made(thrown), offer.mediaType)
    heedFailure(incarnation, attempt, offeringOf(incarnation, attempt, offer), { digest, error })
    throw error
  }
}

/** A value may throw when it is handed on, as where `await` asks it for its `then`: its decoder has made it so. */
const made = (thrown: unknown): TermError => explained(thrown, 'ERR_TERM_DESERIALIZE', '`deserialize` failed')

const store: Step<Decoded, Stored, undefined> = async (incarnation, attempt, passed) => {
  const { keeper } = incarnation
  const { offer, digest, signature, isAccepted, kept } = passed
  const { bytes, source, age } = attempt
  const { modifiedAt, version = digest.slice(0, 16) } = offer
  // A fetcher that doesn't say what it knows is told the version that it named.
  const known =
    offer.known ?? (offer.version === undefined ? undefined : Object.freeze({ version: offer.version }))
  const facts = {
    version,
    digest,
    known,
    bytes,
    source: source.name,
    modifiedAt,
    isAccepted,
    ...signedOf(signature),
  }
  // A user who keeps the value keeps only one, and a pin says that it is the present one.
  if (keeper.options.put !== undefined && holdsBack(keeper.shelf, facts)) {
    holdBack(keeper, facts)
    return { said: { heldBack: true } }
  }
  const { value } = await storedValue(incarnation, attempt, passed.value)
  const confirmedAt = age === 0 ? undefined : incarnation.link.clock.now() - age
  const edition = publish(keeper, { value, confirmedAt, ...facts }, 'attempt')
  if (kept !== undefined) keepCopy(keeper, edition, kept)
  if (passed.made !== undefined) void bringBehind(incarnation, edition, offer)
  if (useAcceptance(keeper.gate, digest)) keeper.keepsake?.quarantined()
  return { said: { heldBack: attempt.swap === undefined } }
}

/** The actors for the slots of the term machine. */
export const termActors = actorsOf(probe, download, decode, store)
