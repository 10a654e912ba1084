/** What the parts of a follower share, and what each of them may do: refuse. @module */

import type { HelmOrder } from '../../published/index.ts'
import type { Rollout } from '../rollout/index.ts'
import type { Ballot } from './ballot.ts'
import type { FleetGround } from './ground.ts'
import type { Memory } from './memory.ts'
import type { SteeredTerm } from './steered-term.ts'
import type { WantedEdition } from './wanted-edition.ts'

export interface Following {
  readonly term: SteeredTerm
  readonly ground: FleetGround
  readonly ballot: Ballot
  readonly memory: Memory
  /** By what was seen last. */
  wanted(): WantedEdition | undefined
  order(order: HelmOrder | undefined): void
  /** Has it look once more at what is wanted. */
  again(): void
  /** Resolves when the documents were looked at, or somebody leaves. */
  news(): Promise<void>
  /** Waits its slot, if that is long. */
  slot(rollout: Rollout | undefined): Promise<void>
  /** Resolves after so many ms. */
  after(ms: number): Promise<void>
}

/** Whether it may go live with what is rolled out. */
export const isLetIn = ({ wanted }: Following, { id }: Rollout): boolean => wanted()?.trial?.id === id

/** Whether it is to get ready for the next stage. */
export const isCalledFor = ({ wanted }: Following, { id }: Rollout): boolean => wanted()?.ahead?.id === id

export const isWanted = (following: Following, rollout: Rollout): boolean =>
  isLetIn(following, rollout) || isCalledFor(following, rollout)

/** Waits for something; `undefined` where what is seen meanwhile has called it off. */
export async function unlessCalledOff<T>(
  { news }: Following,
  isStill: () => boolean,
  work: Promise<T>,
): Promise<T | undefined> {
  const over = work.then((value) => ({ value }))
  for (;;) {
    const ended = await Promise.race([over, news()])
    if (ended !== undefined) return ended.value
    if (!isStill()) return undefined
  }
}

/** Wakes those who wait for what is seen next. */
export function newsOf() {
  const waiting = new Set<() => void>()
  return {
    next: () => new Promise<void>((resolve) => void waiting.add(resolve)),
    tell() {
      for (const wake of waiting) wake()
      waiting.clear()
    },
  }
}

/** Remembers that this instance won't have it, and says so. */
export async function refuse(
  { term: { name: term, publication }, ground, ballot, memory }: Following,
  { id: rollout, to }: Rollout,
  stage: 'gate' | 'health',
  reason: string,
): Promise<void> {
  await memory.refuse({ rollout, sha256: to.sha256, stage, reason })
  ground.tell({ type: 'fleet.refused', term, publication, seq: to.seq, rollout, stage, reason })
  await ballot.cast(rollout, { vote: 'fail', stage, reason })
  ground.changed()
}
