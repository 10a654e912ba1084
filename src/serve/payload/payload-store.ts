/** Holds the payloads of what terms hold, as they came, for other processes of the host. @module */

import type { TermEvent } from '../../events/events.ts'
import type { Observer } from '../../events/observer.ts'
import type { Edition } from '../../store/edition.ts'
import { newest } from '../../store/shelf.ts'
import type { Keeper } from '../../term/keeper.ts'
import { ageOfValue } from '../../term/staleness.ts'
import type { WireCopy } from '../../term/tee.ts'
import { reachOf } from '../../tree/index.ts'

/** The payload of the value that a term serves now. */
export interface HeldPayload extends WireCopy {
  readonly digest: string
  readonly version: string | undefined
  readonly modifiedAt: number | undefined
  /** How long ago the value was confirmed, in ms. */
  readonly ageMs: number
}

/** Of a term whose payloads are held: the one of its value, or why there is none. */
export type PayloadFound =
  | { readonly payload: HeldPayload }
  | { readonly payload: undefined; readonly why: 'none' | 'expired' }

export interface PayloadStore extends Observer {
  /** Holds the payloads of these terms from now on: before they run, so that the first one is there, too. */
  hold(keepers: Iterable<Keeper>): void
  /** Holds those of these terms no longer, and lets go of what is there. */
  release(keepers: Iterable<Keeper>): void
  /** `undefined` where no payloads of such a term are held. */
  of(name: string): PayloadFound | undefined
  /** Resolves when something has happened to the term; at the latest when the signal is aborted. */
  happened(name: string, signal: AbortSignal): Promise<void>
}

type Copies = Map<string, WireCopy>

/** An observer, since it has to know which term has a name now, and what happens to it. */
export function payloadStore(): PayloadStore {
  let reach: ReturnType<typeof reachOf>
  const copies = new WeakMap<Keeper, Copies>()
  const waiting = new Map<string, Set<() => void>>()

  return {
    name: 'payloads',
    watch(view) {
      reach = reachOf(view)
    },
    hear(event: TermEvent) {
      if (!('term' in event) || event.term === undefined) return
      for (const wake of waiting.get(event.term) ?? []) wake()
    },
    hold(keepers) {
      for (const keeper of keepers) {
        if (keeper.copies !== undefined) continue
        const held: Copies = new Map()
        copies.set(keeper, held)
        keeper.copies = (edition, copy) => {
          if (edition.digest !== undefined) held.set(edition.digest, copy)
          forget(keeper, held, edition)
        }
      }
    },
    release(keepers) {
      for (const keeper of keepers) {
        if (copies.delete(keeper)) keeper.copies = undefined
      }
    },
    of(name) {
      const keeper = reach?.terms.get(name)?.keeper
      const held = keeper && copies.get(keeper)
      return keeper === undefined || held === undefined ? undefined : foundIn(keeper, held)
    },
    happened(name, signal) {
      return new Promise((resolve) => {
        const all = waiting.get(name) ?? new Set()
        waiting.set(name, all)
        const done = () => {
          all.delete(done)
          if (all.size === 0 && waiting.get(name) === all) waiting.delete(name)
          signal.removeEventListener('abort', done)
          resolve()
        }
        all.add(done)
        signal.addEventListener('abort', done)
        if (signal.aborted) done()
      })
    },
  }
}

function foundIn(keeper: Keeper, held: Copies): PayloadFound {
  const { cell, staleness } = keeper
  const edition = cell.live()?.edition
  const copy = edition?.digest === undefined ? undefined : held.get(edition.digest)
  if (edition?.digest === undefined || copy === undefined) return { payload: undefined, why: 'none' }
  if (!cell.isReadable()) return { payload: undefined, why: 'expired' }
  const { digest, version, modifiedAt } = edition
  const ageMs = staleness === undefined ? 0 : Math.max(0, Math.round(ageOfValue(staleness)))
  return { payload: { ...copy, digest, version, modifiedAt, ageMs } }
}

/** Lets go of the payloads of what the term holds no longer. */
function forget({ cell, shelf }: Keeper, held: Copies, last: Edition<unknown>): void {
  const earlier = shelf.backlist?.held ?? []
  const there = [last, cell.live()?.edition, newest(shelf), ...earlier.map(({ edition }) => edition)]
  const digests = new Set(there.map((edition) => edition?.digest))
  for (const digest of held.keys()) if (!digests.has(digest)) held.delete(digest)
}
