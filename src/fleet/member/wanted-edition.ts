/** What a term is to hold by the documents that were seen last. @module */

import type { Ref } from '../../manifest/index.ts'
import type { HelmOrder } from '../../published/index.ts'
import { fallbackOf, isCalled, isSameRef, type Rollout, rankOf, target, unitOf } from '../rollout/index.ts'
import type { SeenDocuments } from './followed-documents.ts'
import type { FleetGround } from './ground.ts'
import type { Memory } from './memory.ts'
import { isHeldOff, liveRef, type SteeredTerm, stableRef } from './steered-term.ts'

/** What is to be held, and how surely. */
export interface WantedEdition extends HelmOrder {
  /** The rollout by which it is tried; `undefined`: it is past that, or was before. */
  readonly trial: Rollout | undefined
  /** The rollout for whose next stage something else is to be tried, and held behind what is live. */
  readonly ahead?: Rollout | undefined
  /** The rollout that it would try, had nobody pinned another version on it by hand: it keeps to what is stable meanwhile. */
  readonly aside?: Rollout | undefined
}

/** `undefined`: what the pointer of the store says. */
export function wantedBy(
  { rollout, pin }: SeenDocuments,
  term: SteeredTerm,
  memory: Memory,
  ground: FleetGround,
): WantedEdition | undefined {
  const rank = rollout === undefined ? 0 : rankOf(unitOf(rollout.unit, ground), rollout.id)
  const refusal = rollout && memory.refusal(rollout.id, rollout.to.sha256)
  const stable = stableRef(term)
  const ref = target(rollout, pin, rank, liveRef(term), refusal, stable)
  if (ref === undefined) return undefined
  const isHeld = rollout !== undefined && isHeldOff(term, rollout.to)
  const called = isCalled(rollout, pin, rank, refusal, stable) ? rollout : undefined
  if (rollout === undefined || pin !== undefined || !isSameRef(ref, rollout.to)) {
    const who = isHeld ? { aside: called } : { ahead: called }
    return { ref, orLater: pin === undefined, trial: undefined, ...who }
  }
  const isUnderWay = rollout.state === 'staged' || rollout.state === 'paused'
  const trial = isUnderWay && refusal === undefined ? rollout : undefined
  if (trial === undefined || !isHeld) return { ref, orLater: true, trial }
  return { ref: fallbackOf(rollout, stable), orLater: true, trial: undefined, aside: rollout }
}

/** Whether what is held will do. */
export function isHolding(
  held: Ref | undefined,
  { ref, orLater }: WantedEdition,
  seen: SeenDocuments | undefined,
): boolean {
  if (held === undefined) return false
  if (held.sha256 === ref.sha256) return true
  return orLater && held.seq > ref.seq && !isSameRef(held, seen?.rollout?.to)
}
