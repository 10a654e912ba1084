/** Remembers on disk how far an instance has come, and what its fleet had it hold: the next process goes by that until it can ask. @module */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceWhole } from '../../base/whole-file.ts'
import type { Ref } from '../../manifest/index.ts'
import type { Floor, HelmOrder } from '../../published/index.ts'
import { keyOf } from '../keys.ts'
import { isRef } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'

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

interface HeldDocument {
  readonly floor: Floor
  readonly orders: readonly HeldOrder[]
}

const NAME = 'held.json'
const MOST = 64
const NOTHING: HeldDocument = { floor: { seq: 1, minSeq: 1 }, orders: [] }

/** Of a disk that fails nothing is known, and what is written is for this process. */
export async function rememberedOf(
  term: string,
  { folder, service, instance }: FleetGround,
): Promise<HeldMemory> {
  const path = folder === undefined ? undefined : join(folder, keyOf(service, term), NAME)
  let held = NOTHING

  async function there(): Promise<HeldDocument> {
    return path === undefined ? held : readFile(path, 'utf8').then(readHeld, () => held)
  }

  /** Other processes may have written meanwhile: each changes what is its own. */
  async function change(next: (document: HeldDocument) => HeldDocument): Promise<void> {
    const before = await there()
    held = next({ ...before, floor: higher(before.floor, held.floor) })
    const text = JSON.stringify(held)
    if (path !== undefined && text !== JSON.stringify(before))
      await replaceWhole(path, Buffer.from(text)).catch(() => {})
  }

  held = await there()

  return {
    floor: () => held.floor,
    async raise(floor) {
      const { seq, minSeq } = held.floor
      if (floor.seq > seq || floor.minSeq > minSeq)
        await change((document) => ({ ...document, floor: higher(document.floor, floor) }))
    },
    order: (live) =>
      held.orders.findLast((one) => one.instance === instance) ??
      held.orders.findLast(({ ref }) => ref.sha256 === live?.sha256),
    async keep(order, rollout) {
      const own = held.orders.findLast((one) => one.instance === instance)
      const now = order && { instance, ref: order.ref, orLater: order.orLater, rollout }
      if (JSON.stringify(own) === JSON.stringify(now)) return
      await change(({ floor, orders }) => {
        const others = orders.filter((one) => one.instance !== instance)
        return { floor, orders: [...others, ...(now === undefined ? [] : [now])].slice(-MOST) }
      })
    },
    async forget(rollout) {
      if (held.orders.some((one) => one.rollout === rollout) || path !== undefined)
        await change(({ floor, orders }) => ({
          floor,
          orders: orders.filter((one) => one.rollout !== rollout),
        }))
    },
  }
}

const higher = (one: Floor, other: Floor): Floor => ({
  seq: Math.max(one.seq, other.seq),
  minSeq: Math.max(one.minSeq, other.minSeq),
})

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1

function readHeld(text: string): HeldDocument {
  try {
    const { floor, orders } = JSON.parse(text) as HeldDocument
    const isGood = isNumber(floor.seq) && isNumber(floor.minSeq) && Array.isArray(orders)
    return isGood ? { floor, orders: orders.filter(({ ref }) => isRef(ref)) } : NOTHING
  } catch {
    return NOTHING
  }
}
