/** Remembers on disk how far an instance has come, and what its fleet had it hold: the next process goes by that until it can ask. @module */

import { join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import type { Ref } from '../../manifest/index.ts'
import type { Floor, HelmOrder } from '../../published/index.ts'
import { keyOf } from '../keys.ts'
import { isRef } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import { type KeptFact, keptFacts } from './kept-facts.ts'

/** What an instance was to hold, and held. */
export interface HeldOrder extends HelmOrder {
  readonly instance: string
  /** The rollout that has brought it. */
  readonly rollout?: string | undefined
}

export interface HeldMemory {
  /** No instance here goes back behind it. */
  floor(): Floor
  raise(floor: Floor): Promise<void>
  /** The last word to this instance, or to one that held what is live here: nobody comes to something new by it. */
  order(live: Ref | undefined): HeldOrder | undefined
  /** `undefined`: what the pointer says. */
  keep(order: HelmOrder | undefined, rollout: string | undefined): Promise<void>
  /** A rollout has halted: nobody begins with what it brought. */
  forget(rollout: string): Promise<void>
}

const LOWEST: Floor = { seq: 1, minSeq: 1 }

/** Of a disk that fails nothing is known, and what is written is for this process. */
export async function rememberedOf(
  term: string,
  { folder, service, instance }: Pick<FleetGround, 'folder' | 'service' | 'instance'>,
): Promise<HeldMemory> {
  const dir = folder === undefined ? undefined : join(folder, keyOf(service, term))
  const floors = keptFacts(dir, 'floor', isFloor)
  const orders = keptFacts(dir, 'order', isOrder)
  const [floorsThere, ordersThere] = await Promise.all([floors.all(), orders.all()])
  let floor = floorsThere.map(({ fact }) => fact).reduce(higher, LOWEST)
  let held: readonly HeldOrder[] = ordersThere.map(({ fact }) => fact)
  let own = namesOf(ordersThere, (one) => one.instance === instance)

  return {
    floor: () => floor,
    async raise({ seq, minSeq }) {
      if (seq <= floor.seq && minSeq <= floor.minSeq) return
      floor = higher(floor, { seq, minSeq })
      const there = await floors.all()
      // Other processes may have come further meanwhile.
      floor = there.map(({ fact }) => fact).reduce(higher, floor)
      if ((await floors.add(floor)) !== undefined) await floors.remove(there.map(({ name }) => name))
    },
    order: (live) =>
      held.findLast((one) => one.instance === instance) ??
      held.findLast(({ ref }) => ref.sha256 === live?.sha256),
    async keep(order, rollout) {
      const before = held.findLast((one) => one.instance === instance)
      const now = order && { instance, ref: order.ref, orLater: order.orLater, rollout }
      if (JSON.stringify(before) === JSON.stringify(now)) return
      held = [...held.filter((one) => one.instance !== instance), ...(now === undefined ? [] : [now])]
      const name = now && (await orders.add(now))
      if (now !== undefined && name === undefined) return
      const outdated = own
      own = name === undefined ? [] : [name]
      await orders.remove(outdated)
    },
    async forget(rollout) {
      held = held.filter((one) => one.rollout !== rollout)
      await orders.remove(namesOf(await orders.all(), (one) => one.rollout === rollout))
    },
  }
}

const namesOf = (
  kept: readonly KeptFact<HeldOrder>[],
  isMeant: (order: HeldOrder) => boolean,
): readonly string[] => kept.filter(({ fact }) => isMeant(fact)).map(({ name }) => name)

const higher = (one: Floor, other: Floor): Floor => ({
  seq: Math.max(one.seq, other.seq),
  minSeq: Math.max(one.minSeq, other.minSeq),
})

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1

/** Somebody, or a failing disk, may have written something else there. */
const isFloor = (value: unknown): value is Floor =>
  isNumber(fieldOf(value, 'seq')) && isNumber(fieldOf(value, 'minSeq'))
const isOrder = (value: unknown): value is HeldOrder =>
  isRef(fieldOf(value, 'ref')) &&
  typeof fieldOf(value, 'instance') === 'string' &&
  typeof fieldOf(value, 'orLater') === 'boolean' &&
  ['string', 'undefined'].includes(typeof fieldOf(value, 'rollout'))
