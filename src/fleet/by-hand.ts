/** What people do to a fleet by hand: begin a rollout, hold it, end it, pin. Each is one swap, tried again where it was lost. @module */

import { randomBytes } from 'node:crypto'
import type { RolloutDeed } from '../../machines/index.ts'
import { TermError } from '../base/errors.ts'
import type { Ref } from '../manifest/index.ts'
import type { Control, ControlEntry } from './control.ts'
import { type FleetPin, readPinOf, readRolloutOf, swapPin, swapRollout } from './documents.ts'
import { reportsOf } from './reports.ts'
import { byHand, cutFor, type Rollout, type Unit } from './rollout/index.ts'

/** Of which term of which service, by whom, and why. */
export interface ByHand {
  readonly control: Control
  readonly service: string
  readonly term: string
  /** Who does it, for the audit. */
  readonly by: string
  readonly why?: string | undefined
}

/** How a rollout goes. */
export interface RolloutPlan {
  readonly from: Ref
  readonly to: Ref
  /** In per cent. @defaultValue `[1, 10, 50, 100]` */
  readonly stages?: readonly number[] | undefined
  /** @defaultValue 60,000 */
  readonly bakeMs?: number | undefined
  /** @defaultValue an hour */
  readonly maxMs?: number | undefined
  readonly health?: { readonly min: number; readonly share: number } | undefined
  readonly onSilence?: 'pause' | 'halt' | undefined
  readonly unit?: Unit | undefined
}

const MOST_TRIES = 20
const HOUR = 3_600_000

/** Begins a rollout. One that runs is superseded by it: there is one document for a term. */
export async function beginRollout(hand: ByHand, plan: RolloutPlan): Promise<Rollout> {
  const { control, service, term, by, why } = hand
  const live = await reportsOf(control, service)
  const { stages = [1, 10, 50, 100], bakeMs = 60_000, maxMs = HOUR, unit = 'instance' } = plan
  const id = `${plan.to.seq}-${randomBytes(4).toString('hex')}`
  const rollout: Rollout = {
    schema: 1,
    id,
    term,
    from: plan.from,
    to: plan.to,
    stages,
    stage: 0,
    ...cutFor(
      { id, unit, stages },
      0,
      live.filter((one) => one.terms[term] !== undefined),
    ),
    bakeMs,
    maxMs,
    limits: { health: plan.health ?? { min: 2, share: 0.05 } },
    onSilence: plan.onSilence ?? 'pause',
    unit,
    state: 'staged',
    by,
  }
  await again(hand, async () => {
    const read = await readRolloutOf(control, service, term)
    return swapRollout({ ...hand, actor: by, action: 'begin', why, entry: read?.entry }, rollout)
  })
  return rollout
}

export const ROLLOUT_ACTIONS = [
  'pause',
  'resume',
  'halt',
  'promote',
] as const satisfies readonly RolloutDeed[]
export type RolloutAction = (typeof ROLLOUT_ACTIONS)[number]

/** @throws TermError `ERR_TERM_VERSION` where the rollout is in no state for it */
export async function changeRollout(hand: ByHand, action: RolloutAction): Promise<Rollout> {
  const { control, service, term, by, why } = hand
  let changed: Rollout | undefined
  await again(hand, async () => {
    const read = await readRolloutOf(control, service, term)
    if (read?.document === undefined)
      throw new TermError('ERR_TERM_VERSION', `[${term}] ${service} has no rollout`, { term })
    const live = await reportsOf(control, service)
    const keepers = live.filter((one) => one.terms[term] !== undefined)
    changed = byHand(read.document, { deed: action, by, why }, keepers)
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
  const { control, service, term, by, why } = hand
  const pin: FleetPin = { schema: 1, ref, by, why }
  const action = ref === undefined ? 'unpin' : 'pin'
  await again(hand, async () => {
    const read = await readPinOf(control, service, term)
    return swapPin({ ...hand, actor: by, action, entry: read?.entry }, pin)
  })
  return pin
}

async function again({ term }: ByHand, attempt: () => Promise<ControlEntry | undefined>): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) if ((await attempt()) !== undefined) return
  throw new TermError('ERR_TERM_ABORTED', `[${term}] somebody else changes the document all the time`, {
    term,
  })
}
