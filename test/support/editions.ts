/** Editions, as the tests of what holds them want them. @module */

import { type Cell, cell } from '../../src/store/cell.ts'
import { type Edition, UNSIGNED } from '../../src/store/edition.ts'
import { confirm, makeLive, put, type Shelf, type Swap, setStanding, shelf } from '../../src/store/shelf.ts'

export const AT = Date.UTC(2026, 0, 1)

/** One that an origin has sent: nothing is known of it but what the test says. */
export const editionOf = <V>(facts: Partial<Edition<V>> & Pick<Edition<V>, 'value'>): Edition<V> =>
  Object.freeze({
    version: 'v1',
    digest: undefined,
    known: undefined,
    bytes: 1,
    source: 'origin',
    publishedAt: AT,
    modifiedAt: undefined,
    ...UNSIGNED,
    origin: 'remote',
    ...facts,
  })

type Rest<F> = F extends (shelf: never, ...rest: infer Rest) => void ? (...rest: Rest) => void : never

/** What can be done with a shelf. */
export interface Hand<V> {
  readonly put: Rest<typeof put<V>>
  readonly makeLive: Rest<typeof makeLive<V>>
  readonly confirm: Rest<typeof confirm<V>>
  readonly setStanding: Rest<typeof setStanding<V>>
  markStale(): void
}

export const handOn = <V>(shelf: Shelf<V>): Hand<V> => ({
  put: (...rest) => put(shelf, ...rest),
  makeLive: (...rest) => makeLive(shelf, ...rest),
  confirm: (...rest) => confirm(shelf, ...rest),
  setStanding: (...rest) => setStanding(shelf, ...rest),
  markStale: () => setStanding(shelf, 'stale'),
})

export interface Shelved<V> {
  readonly held: Cell<V>
  readonly kept: Hand<V>
  readonly swaps: readonly Swap<V>[]
  /** As an attempt does. */
  publish(facts: Partial<Edition<V>> & Pick<Edition<V>, 'value'>): void
  confirm(at: number): void
}

/** A cell with its shelf, and who hears of swaps. */
export function shelved<V>(initial?: { readonly value: V }): Shelved<V> {
  const held = cell<V>({ name: 'prices' }, initial)
  const swaps: Swap<V>[] = []
  const kept = handOn(shelf(held, { heard: (swap) => void swaps.push(swap) }))
  return {
    held,
    kept,
    swaps,
    publish: (facts) => kept.put(editionOf(facts), 'attempt'),
    confirm: (at) => kept.confirm({ at, known: undefined }),
  }
}
