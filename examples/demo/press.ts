/** Publishes the editions of the data sets, on and on, and a bad one on demand. @module */

import { type Damage, type DataSet, edit } from './edition.ts'
import type { Origin } from './origin.ts'

export interface BadFile {
  readonly name: 'currencies' | 'ip-country'
  readonly damage: Damage
}

export interface Press {
  /** How many editions there were, bad ones included. */
  readonly editions: number
  /** Publishes a bad file, each time of the other kind; the next edition of that data set is sound again. */
  spoil(): Promise<BadFile>
  stop(): void
}

const BAD: readonly BadFile[] = [
  { name: 'currencies', damage: 'cut-json' },
  { name: 'ip-country', damage: 'corrupt-gzip' },
]

/** Publishes the first editions, and then one after the other. */
export async function startPress(sets: readonly DataSet[], origin: Origin): Promise<Press> {
  const counts = new Map<string, number>()
  let spoiled = 0

  async function publish(set: DataSet, damage?: Damage): Promise<void> {
    const edition = (counts.get(set.name) ?? 0) + 1
    counts.set(set.name, edition)
    origin.shelve(set.path, await edit(set, edition, damage))
  }

  await Promise.all(sets.map((set) => publish(set)))
  const timers = sets.map((set) => setInterval(() => void publish(set), set.everyMs).unref())

  return {
    get editions() {
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
    async spoil() {
      const bad = BAD[spoiled++ % BAD.length] as BadFile
      const set = sets.find(({ name }) => name === bad.name)
      if (set !== undefined) await publish(set, bad.damage)
      return bad
    },
    stop: () => timers.forEach(clearInterval),
  }
}
