/** Does to a fleet what somebody asks for who knows the token: who it is, and why, goes into the audit. @module */

import { isName } from '../../base/checks.ts'
import { didYouMean } from '../../base/did-you-mean.ts'
import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import {
  type ByHand,
  changeRollout,
  pinFleet,
  ROLLOUT_ACTIONS,
  type RolloutAction,
} from '../../fleet/by-hand.ts'
import { readPinOf } from '../../fleet/documents.ts'
import type { JoinedFleet } from '../../fleet/joined.ts'
import { countRefusals, refNumbered } from '../../fleet/known-refs.ts'
import type { FleetActionResult } from '../api/fleet-facts.ts'
import { ServeRefusal } from '../http/answer.ts'

const ACTIONS = [...ROLLOUT_ACTIONS, 'pin', 'unpin'] as const

const MOST_BY = 100
const MOST_WHY = 500

/** @throws ServeRefusal */
export async function actOnFleet(
  { control, service }: JoinedFleet,
  term: string,
  action: string,
  body: Readonly<Record<string, unknown>>,
): Promise<FleetActionResult> {
  const known = ACTIONS.find((one) => one === action)
  if (known === undefined) {
    const hint = didYouMean(action, ACTIONS) ?? `there are ${ACTIONS.join(', ')}`
    throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', `there is no such action: ${hint}`, { term })
  }
  const why = words('why', body.why, MOST_WHY)
  const by = words('by', body.by, MOST_BY)
  if (by === undefined)
    throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', '`by` is missing: who does it, for the audit', { term })
  if (!isName(term)) throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'there is no such term', { term })
  const hand: ByHand = { control, service, term, by, why }
  try {
    if (known === 'pin') return await pin(hand, body.seq)
    if (known === 'unpin') return await unpin(hand)
    return { state: (await changeRollout(hand, known as RolloutAction)).state }
  } catch (thrown) {
    throw thrown instanceof TermError ? refused(term, thrown) : thrown
  }
}

async function pin(hand: ByHand, seq: unknown): Promise<FleetActionResult> {
  const { control, service, term } = hand
  if (!Number.isSafeInteger(seq))
    throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', '`seq` is the number of a publication', { term })
  const ref = await refNumbered(control, service, term, seq as number)
  if (ref === undefined)
    throw new ServeRefusal(
      404,
      'ERR_TERM_VERSION',
      `no rollout of the last 90 days had a publication ${seq}`,
      { term },
    )
  await pinFleet(hand, ref)
  return { pinned: ref.seq, refused: await countRefusals(control, service, term, ref) }
}

async function unpin(hand: ByHand): Promise<FleetActionResult> {
  const { control, service, term } = hand
  if ((await readPinOf(control, service, term))?.document?.ref === undefined)
    throw new ServeRefusal(409, 'ERR_TERM_VERSION', 'it is not pinned', { term })
  await pinFleet(hand, undefined)
  return { pinned: null }
}

/** Text of one line. */
function words(name: string, value: unknown, most: number): string | undefined {
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value.trim() : ''
  if (text !== '' && text.length <= most && !/\p{Cc}/u.test(text)) return text
  throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', `\`${name}\` is a line of up to ${most} characters`)
}

/** Codes that say that the moment is to blame, or whoever asks; with all others it is the engine. */
const STATUS: Readonly<Record<string, number>> = {
  ERR_TERM_VERSION: 409,
  ERR_TERM_ABORTED: 409,
  ERR_TERM_DENIED: 403,
}

const refused = (term: string, error: TermError): ServeRefusal =>
  new ServeRefusal(STATUS[error.code] ?? 502, error.code, plainly(error), { term })

/** What the engine says instead of an answer. */
export const engineRefusal = (thrown: unknown): ServeRefusal =>
  thrown instanceof TermError
    ? new ServeRefusal(503, thrown.code, `the engine of the fleet does not answer: ${plainly(thrown)}`)
    : new ServeRefusal(
        500,
        'ERR_SERVE_FAILED',
        `the fleet could not be looked at: ${String(fieldOf(thrown, 'name'))}`,
      )
