/** Leads a value on its way: probes, downloads, decodes and judges, stores. @module */

import type { Downloaded, Probed, Stored } from '../../machines/index.ts'
import { TermError } from '../base/errors.ts'
import { decodeOf } from '../decode/decoder.ts'
import type { Wire } from '../decode/wire.ts'
import { checkBody } from '../fetch/contract/body.ts'
import { checkProbe } from '../fetch/contract/probe-answer.ts'
import type { Changed } from '../fetch/fetcher.ts'
import { checkAnnounced, receive } from '../fetch/receive.ts'
import { blames, offered, received } from '../gate/index.ts'
import { UNSIGNED } from '../store/edition.ts'
import { comeBack, holdsBack, newest, standing } from '../store/shelf.ts'
import { goOn } from './attempt.ts'
import { digested } from './body-digest.ts'
import { ask, CALLS } from './calls.ts'
import { fetchContext } from './incarnation.ts'
import { madeValue, type Payload } from './made-value.ts'
import { sentAs } from './media-type-hint.ts'
import { prepare } from './preparation.ts'
import { confirmPublished, holdBack, offeringOf, publish, reject } from './publication.ts'
import { actorsOf, type Step } from './steps.ts'
import { storedValue } from './stored-value.ts'
import { memoryFor } from './tee.ts'

/** A body that came whole, and wasn't refused before. */
interface Received extends Payload {
  readonly offer: Changed
  readonly digest: string
}

/** A value that was made of the body, and may be published. */
interface Decoded extends Pick<Received, 'offer' | 'digest' | 'kept'> {
  readonly value: unknown
}

const probe: Step<undefined, Probed, Changed> = async (incarnation, attempt) => {
  const { keeper, link } = incarnation
  if (!incarnation.isPrepared) await prepare(incarnation, attempt)
  const context = fetchContext(incarnation, attempt)
  attempt.asked = newest(keeper.shelf)
  const answer = await ask(attempt, CALLS.probe, async () =>
    checkProbe(await keeper.options.fetcher.probe(attempt.asked?.known, context)),
  )
  const { changed, freshFor, staleFor, interval, known } = answer
  if (staleFor !== undefined) attempt.vouchedUntil = link.clock.monotonic() + (freshFor ?? 0) + staleFor
  attempt.source = answer.source ?? attempt.source
  const said = { changed, freshFor, interval }
  if (answer.changed) {
    offered(keeper.gate, offeringOf(incarnation, attempt, answer), attempt.trigger === 'manual')
    return { said, left: answer }
  }
  if ((newest(keeper.shelf)?.origin ?? 'initial') === 'initial') {
    throw new TermError('ERR_TERM_PROTOCOL', 'the fetcher says unchanged, but nothing of it is held', {
      stage: 'probe',
    })
  }
  goOn(attempt, 'probe')
  confirmPublished(incarnation, attempt, known)
  return { said }
}

const download: Step<Changed, Downloaded, Received> = async (incarnation, attempt, offer) => {
  const { keeper } = incarnation
  const { limits, deserialize, autoDecompress: auto } = keeper.options
  const { signal } = attempt.controller
  const { size, encoding, mayBeEmpty, mediaType, known, knownIfSame } = offer
  // Only everterm's own decoders get shared memory: a user's function gets private bytes.
  const isKept = keeper.tee !== undefined
  const allocate = decodeOf(deserialize) && memoryFor(isKept)
  const { payload, digest } = await ask(attempt, CALLS.open, async () => {
    checkAnnounced(size, limits.maxBytes)
    const count = (bytes: number) => {
      attempt.bytes += bytes
    }
    const { body, digest } = digested(checkBody(offer.open(signal)), count)
    return {
      payload: await receive(body, { size, maxBytes: limits.maxBytes, signal, allocate }),
      digest: digest(),
    }
  })
  goOn(attempt, 'download')
  const place = standing(keeper.shelf, digest)
  const offering = offeringOf(incarnation, attempt, offer)
  received(keeper.gate, place === undefined ? offering : { ...offering, liveDigest: digest }, digest)
  if (place === 'live') comeBack(keeper.shelf)
  if (place !== undefined) {
    const about = place === 'live' ? newest(keeper.shelf) : attempt.asked
    confirmPublished(incarnation, attempt, place === 'live' ? known : (knownIfSame ?? known), about)
    return { said: { same: true } }
  }
  const takeWire = giving<Wire>({ ...payload, encoding, mayBeEmpty, auto, limits })
  const facts = { encoding, mayBeEmpty, mediaType, proof: undefined }
  const kept = isKept ? { bytes: payload.bytes, ...facts } : undefined
  return { said: { same: false }, left: { offer, digest, takeWire, kept } }
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
  const { offer, digest, kept } = body
  const { keepsake } = incarnation.keeper
  try {
    if (keepsake !== undefined) await keepsake.activating(digest, offer.version ?? digest.slice(0, 16))
    const value = await madeValue(incarnation, attempt, body)
    return { said: undefined, left: { offer, digest, kept, value } }
  } catch (thrown) {
    const error = sentAs(thrown, offer.mediaType)
    const { aborted } = attempt.controller.signal
    const offering = offeringOf(incarnation, attempt, offer)
    if (!aborted && blames(incarnation.keeper.gate, error, offering, digest))
      reject(incarnation, offering, { digest, error, remembered: true })
    throw error
  }
}

const store: Step<Decoded, Stored, undefined> = async (incarnation, attempt, passed) => {
  const { keeper } = incarnation
  const { offer, digest, kept } = passed
  const { bytes, source } = attempt
  const { modifiedAt, version = digest.slice(0, 16) } = offer
  // A fetcher that doesn't say what it knows is told the version that it named.
  const known =
    offer.known ?? (offer.version === undefined ? undefined : Object.freeze({ version: offer.version }))
  const facts = { version, digest, known, bytes, source: source.name, modifiedAt, ...UNSIGNED }
  // A user who keeps the value keeps only one, and a pin says that it is the present one.
  if (keeper.options.put !== undefined && holdsBack(keeper.shelf, facts)) {
    holdBack(keeper, facts)
    return { said: { heldBack: true } }
  }
  const value = await storedValue(incarnation, attempt, passed.value)
  const edition = publish(keeper, { ...facts, value }, 'attempt')
  if (kept !== undefined) keeper.tee?.(edition, kept)
  return { said: { heldBack: attempt.swap === undefined } }
}

/** The actors for the slots of the term machine. */
export const termActors = actorsOf(probe, download, decode, store)
