/** What people do to a fleet by hand: hold a rollout, end it, pin. Each is one swap, tried again where it was lost. @module */

import type { RolloutDeed } from '../../machines/index.ts'
import { checkOneOf } from '../base/checks.ts'
import { TermError } from '../base/errors.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Ref } from '../manifest/index.ts'
import { checkHand } from './check-hand.ts'
import type { Control } from './control.ts'
import { type FleetPin, readPinOf, readRolloutOf, swapPin, swapRollout } from './documents.ts'
import { presentOf, stayingOf } from './reports.ts'
import { byHand, isRef, type Rollout } from './rollout/index.ts'
import { swapped } from './swapped.ts'

/** Of which term of which service, by whom, and why. */
export interface ByHand {
  /** The engine, as `nats(...)` or `redis(...)` connect to it; it stays the caller's. */
  readonly control: Control
  /** The service whose fleet it is. */
  readonly service: string
  /** The term, as its publisher calls it. */
  readonly term: string
  /** Who does it, for the audit. */
  readonly by: string
  /** For all who look, and for the audit. */
  readonly why?: string | undefined
}

export const ROLLOUT_ACTIONS = [
  'pause',
  'resume',
  'halt',
  'promote',
] as const satisfies readonly RolloutDeed[]
export type RolloutAction = (typeof ROLLOUT_ACTIONS)[number]

/**
 * @throws TermError `ERR_TERM_VERSION` where the rollout is in no state for it
 * @throws TypeError on a wrong option
 */
export async function changeRollout(hand: ByHand, action: RolloutAction): Promise<Rollout> {
  checkHand('changeRollout', hand)
  checkOneOf('changeRollout', 'action', action, ROLLOUT_ACTIONS)
  const { control, service, term, by, why } = hand
  let changed: Rollout | undefined
  await swapped(hand.term, async () => {
    const read = await readRolloutOf(control, service, term)
    if (read?.document === undefined)
      throw new TermError('ERR_TERM_VERSION', `[${term}] ${service} has no rollout`, { term })
    const staying = await stayingOf(control, service)
    changed = byHand(read.document, { deed: action, by, why }, presentOf(staying, term))
    if (changed === undefined) {
      const { id, state } = read.document
      throw new TermError('ERR_TERM_VERSION', `[${term}] the rollout ${id} is ${state}: no ${action}`, {
        term,
      })
    }
    return swapRollout({ ...hand, actor: by, action, entry: read.entry }, changed)
  })
  return changed as Rollout
}

/** Keeps a publication live everywhere, whatever is rolled out or stable; without one, ends that. */
export async function pinFleet(hand: ByHand, ref: Ref | undefined): Promise<FleetPin> {
  checkHand('pinFleet', hand)
  if (ref !== undefined && !isRef(ref))
    throw unexpected('pinFleet', 'ref', 'a publication: `seq` and `sha256`', ref)
  const { control, service, term, by, why } = hand
  const pin: FleetPin = { schema: 1, ref, by, why }
  const action = ref === undefined ? 'unpin' : 'pin'
  await swapped(hand.term, async () => {
    const read = await readPinOf(control, service, term)
    return swapPin({ ...hand, actor: by, action, entry: read?.entry }, pin)
  })
  return pin
}
