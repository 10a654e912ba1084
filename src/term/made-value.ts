/** Makes the value of a payload: decodes it, and asks the gate whether it may follow the newest one. @module */

import { decodeOf } from '../decode/decoder.ts'
import { inflated } from '../decode/inflated.ts'
import type { Wire } from '../decode/wire.ts'
import { decoded, wantsChanges } from '../gate/index.ts'
import { newest } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { scopeOf, type Workplace } from './incarnation.ts'
import { ownOf, type WireCopy } from './tee.ts'
import { warnOfNothing } from './undefined-warning.ts'

/** A payload that was let through to the decoder. */
export interface Payload {
  /** Gives the payload away: nobody here holds on to it, since it may be large. */
  takeWire(): Wire
  /** The same payload, where somebody keeps it. */
  readonly kept: WireCopy | undefined
  /** Was it live before, maybe in an earlier process? Then it isn't compared with what is live now. */
  readonly wasPublished?: boolean | undefined
  /** Has somebody accepted it, so that guards aren't asked? */
  readonly isAccepted?: boolean | undefined
}

/**
 * @param begun the decoding, where that has begun already
 * @throws TermError of the decoder or the gate, and when the attempt is over
 */
export async function madeValue(
  incarnation: Workplace,
  attempt: Attempt,
  payload: Payload,
  begun = decodedValue(incarnation, attempt, payload),
): Promise<unknown> {
  const value = await begun
  if (value === undefined) warnOfNothing(incarnation.keeper.options)
  return judgedValue(incarnation, attempt, value, payload)
}

/** Asks the gate whether a value may take the place of the live one. Returns what is to be published. */
export async function judgedValue(
  { keeper }: Workplace,
  attempt: Attempt,
  value: unknown,
  { wasPublished = false, isAccepted = false }: Pick<Payload, 'wasPublished' | 'isAccepted'> = {},
): Promise<unknown> {
  const live = newest(keeper.shelf)
  const published = live?.origin === 'initial' || wasPublished ? undefined : live?.value
  const { term, source, controller } = attempt
  const successor = { value, live: published, signal: controller.signal, isAccepted }
  const told = { term, source: source.name }
  return decoded(keeper.gate, told, successor, (who, call) => ask(attempt, CALLS[who], call))
}

/** Decodes a payload, and asks nobody about its value. */
export async function decodedValue(
  incarnation: Workplace,
  attempt: Attempt,
  { takeWire, kept }: Pick<Payload, 'takeWire' | 'kept'>,
): Promise<unknown> {
  const { keeper, link } = incarnation
  const { deserialize } = keeper.options
  const scope = scopeOf(incarnation, attempt)
  const decode = decodeOf(deserialize)
  if (decode !== undefined) {
    const previous = newest(keeper.shelf)?.value
    const context = { pool: link.pool, previous, wantsChanges: wantsChanges(keeper.gate.guards), ...scope }
    return ask(attempt, CALLS.deserialize, () => decode(takeWire(), context))
  }
  const bytes = await ownOf(await inflated(takeWire(), scope.signal), kept)
  if (deserialize === undefined) return bytes
  return ask(attempt, { given: bytes, ...CALLS.deserialize }, () => deserialize(bytes, scope))
}
