/** The way of a value: probed, downloaded, decoded, judged, stored. These are the actors that the term machine invokes. @module */

import { fromPromise } from 'xstate'
import type { AttemptInput, Downloaded, Probed } from '../../machines/index.ts'
import { isPoison, named, TermError } from '../base/errors.ts'
import { heardOf } from '../base/fenced.ts'
import { STEPS, type WorkingState } from '../base/steps.ts'
import { untilAborted } from '../base/until-aborted.ts'
import { decodeOf } from '../decode/decoder.ts'
import { inflated } from '../decode/inflated.ts'
import { payloadMemory } from '../decode/payload-memory.ts'
import type { Wire } from '../decode/wire.ts'
import { checkBody } from '../fetch/contract/body.ts'
import { checkProbe } from '../fetch/contract/probe-answer.ts'
import { checkAnnounced, receive } from '../fetch/receive.ts'
import { judgeSchema } from '../gate/schema.ts'
import { judgeValue } from '../gate/validate.ts'
import { digested } from './body-digest.ts'
import { ask, CALLS, goOn } from './calls.ts'
import { heedHints } from './hints.ts'
import { type Attempt, closed, fetchContext, type Incarnation, openFetcher } from './incarnation.ts'
import { sentAs } from './media-type-hint.ts'
import type { TermScope } from './options.ts'
import { begin } from './outcomes.ts'
import { type Publication, publish, refuseByBytes, refuseByName, reject, remember } from './publication.ts'
import { warnOfNothing } from './undefined-warning.ts'

type Step<Output> = (incarnation: Incarnation, attempt: Attempt) => Promise<Output>

/** A step as an actor: bounded by the attempt's deadline, timed, and failing with a `TermError` that names the term. */
const actor = <Output>(state: WorkingState, step: Step<Output>) =>
  fromPromise<Output, AttemptInput>(async ({ input }) => {
    const incarnation = input.desk as Incarnation
    const { keeper, link } = incarnation
    const attempt = incarnation.attempt ?? begin(incarnation, input.trigger)
    const since = link.clock.monotonic()
    try {
      return await step(incarnation, attempt)
    } catch (thrown) {
      throw named(thrown, keeper.options.name, STEPS[state], attempt.source.name)
    } finally {
      attempt.phases[state] = link.clock.monotonic() - since
    }
  })

const scopeOf = ({ keeper }: Incarnation, attempt: Attempt): TermScope => ({
  term: keeper.options.name,
  signal: attempt.controller.signal,
})

async function prepare(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { keeper, link } = incarnation
  const { setup, fetcher } = keeper.options
  if (keeper.closing !== undefined)
    await untilAborted(closed(keeper, link.clock), attempt.controller.signal, 'setup')
  if (setup !== undefined && !incarnation.isSetUp)
    await ask(attempt, CALLS.setup, () => setup(scopeOf(incarnation, attempt)))
  incarnation.isSetUp = true
  if (fetcher.init === undefined) incarnation.isOpened = true
  else await ask(attempt, CALLS.init, () => openFetcher(incarnation, attempt))
  goOn(attempt, 'setup')
  incarnation.hints ??= heedHints(incarnation)
  incarnation.isPrepared = true
}

const probe: Step<Probed> = async (incarnation, attempt) => {
  const { keeper } = incarnation
  if (!incarnation.isPrepared) await prepare(incarnation, attempt)
  const context = fetchContext(incarnation, attempt)
  const answer = await ask(attempt, CALLS.probe, async () =>
    checkProbe(await keeper.options.fetcher.probe(keeper.cell.live()?.edition.known, context)),
  )
  const { freshFor, interval } = answer
  attempt.known = answer.known
  attempt.source = answer.source ?? attempt.source
  if (answer.changed) {
    refuseByName(incarnation, attempt, answer)
    attempt.changed = answer
    return { changed: true, freshFor, interval }
  }
  if (keeper.cell.live()?.edition.origin !== 'remote') {
    throw new TermError('ERR_TERM_PROTOCOL', 'the fetcher says unchanged, but nothing of it is held', {
      stage: 'probe',
    })
  }
  goOn(attempt, 'probe')
  remember(incarnation, attempt)
  return { changed: false, freshFor, interval }
}

const download: Step<Downloaded> = async (incarnation, attempt) => {
  const { keeper } = incarnation
  const { changed, controller } = attempt
  if (changed === undefined) throw new Error('downloading without a probe')
  const { limits, deserialize } = keeper.options
  const { signal } = controller
  // Shared memory is for decoders of ours: what a user's function gets is private.
  const allocate = decodeOf(deserialize) && payloadMemory
  const bounds = { size: changed.size, maxBytes: limits.maxBytes, signal, allocate }
  const { payload, digest } = await ask(attempt, CALLS.open, async () => {
    checkAnnounced(changed.size, limits.maxBytes)
    const count = (bytes: number) => {
      attempt.bytes += bytes
    }
    const { body, digest } = digested(checkBody(changed.open(signal)), count)
    return { payload: await receive(body, bounds), digest: digest() }
  })
  goOn(attempt, 'download')
  attempt.digest = digest
  attempt.version = changed.version ?? digest.slice(0, 16)
  refuseByBytes(incarnation, attempt, changed, digest)
  if (digest === keeper.cell.live()?.edition.digest) {
    attempt.known = changed.knownIfSame ?? attempt.known
    remember(incarnation, attempt)
    return { same: true }
  }
  attempt.payload = payload
  return { same: false }
}

const decode: Step<void> = async (incarnation, attempt) => {
  try {
    attempt.value = await judged(incarnation, attempt)
  } catch (thrown) {
    const error = sentAs(thrown, attempt.changed?.mediaType)
    if (isPoison(error) && !attempt.controller.signal.aborted)
      reject(incarnation, attempt, error as TermError)
    throw error
  }
}

async function judged(incarnation: Incarnation, attempt: Attempt): Promise<unknown> {
  const { name, deserialize, schema, validate, put } = incarnation.keeper.options
  let value = await decoded(incarnation, attempt)
  // With a `put` of its own, `deserialize` may do all the work.
  if (value === undefined && deserialize !== undefined && put === undefined) warnOfNothing(name, deserialize)
  if (schema !== undefined) {
    value = await ask(attempt, CALLS.schema, () => judgeSchema(schema, value))
  }
  if (validate !== undefined) {
    await ask(attempt, CALLS.validate, () => judgeValue(validate, value))
  }
  return value
}

async function decoded({ keeper, link }: Incarnation, attempt: Attempt): Promise<unknown> {
  const { deserialize, autoDecompress: auto, limits } = keeper.options
  const { signal } = attempt.controller
  const scope = { term: keeper.options.name, signal }
  const wire = () => takeWire(attempt, { auto, limits })
  const decode = decodeOf(deserialize)
  if (decode !== undefined) {
    const context = { ...scope, pool: link.pool, previous: keeper.cell.live()?.edition.value }
    return ask(attempt, CALLS.deserialize, () => decode(wire(), context))
  }
  const bytes = await inflated(wire(), signal)
  if (deserialize === undefined) return bytes
  return ask(attempt, { ...CALLS.deserialize, given: bytes }, () => deserialize(bytes, scope))
}

/** What was received; the attempt holds it no longer, since it may be large. */
function takeWire(attempt: Attempt, how: Pick<Wire, 'auto' | 'limits'>): Wire {
  const { payload, changed } = attempt
  if (payload === undefined) throw new Error('decoding without a payload')
  attempt.payload = undefined
  return { ...payload, encoding: changed?.encoding, mayBeEmpty: changed?.mayBeEmpty, ...how }
}

const store: Step<void> = async (incarnation, attempt) => {
  const { put, get } = incarnation.keeper.options
  const { value } = attempt
  goOn(attempt, 'store')
  if (put === undefined) return publish(incarnation.keeper, publicationOf(attempt, value), 'attempt')
  const given = value
  await ask(attempt, { ...CALLS.put, given }, () => put(value, scopeOf(incarnation, attempt)))
  const kept = await ask(attempt, { ...CALLS.get, given }, () => ({
    value: heardOf(get?.(), incarnation.keeper.failed),
  }))
  goOn(attempt, 'store')
  publish(incarnation.keeper, publicationOf(attempt, kept.value), 'attempt')
}

function publicationOf(attempt: Attempt, value: unknown): Publication {
  const { version, digest, bytes, changed, known, source } = attempt
  const name = changed?.version
  return {
    value,
    version,
    digest,
    known: known ?? (name === undefined ? undefined : { version: name }),
    bytes,
    source: source.name,
    modifiedAt: changed?.modifiedAt,
  }
}

/** The actors for the slots of the term machine. */
export const termActors = {
  probe: actor('probing', probe),
  download: actor('downloading', download),
  decode: actor('decoding', decode),
  store: actor('storing', store),
}
