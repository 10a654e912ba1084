/** The fetchers in use: those of pointers stay, and one of a payload goes with its attempt. @module */

import { timers } from '../base/patience.ts'
import { closeUse, type FetcherUse, fetcherUse, openAtRest } from '../fetch/contract/fetcher-use.ts'
import type { FetchContext, Fetcher } from '../fetch/fetcher.ts'
import type { PublicationPlace } from './place.ts'

export interface UsedFetchers {
  /** Opened, at the first call for this name. */
  pointer(name: string, context: FetchContext): Promise<Fetcher>
  /** Opened, and to be closed by whoever has it. */
  object(name: string, context: FetchContext): Promise<UsedFetcher>
  /** Closes all that is open. */
  close(): Promise<void>
}

export interface UsedFetcher {
  readonly fetcher: Fetcher
  close(): Promise<void>
}

export function usedFetchers(place: PublicationPlace): UsedFetchers {
  const pointers = new Map<string, FetcherUse>()
  const objects = new Set<FetcherUse>()
  const close = async (use: FetcherUse) => closeUse(use, timers)?.ended

  return {
    async pointer(name, context) {
      const use = pointers.get(name) ?? fetcherUse(place.fetcher(name))
      pointers.set(name, use)
      await openAtRest(use, context)
      return use.fetcher
    },
    async object(name, context) {
      const use = fetcherUse(place.fetcher(name))
      objects.add(use)
      const end = async () => {
        if (objects.delete(use)) await close(use)
      }
      try {
        await openAtRest(use, context)
      } catch (error) {
        await end()
        throw error
      }
      return { fetcher: use.fetcher, close: end }
    },
    async close() {
      const all = [...pointers.values(), ...objects]
      pointers.clear()
      objects.clear()
      await Promise.all(all.map(close))
    },
  }
}
