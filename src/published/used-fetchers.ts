/** The fetchers in use: those of pointers stay, and one of a payload goes with its attempt. @module */

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
  const pointers = new Map<string, Promise<Fetcher>>()
  const open = new Set<UsedFetcher>()

  async function opened(name: string, context: FetchContext): Promise<UsedFetcher> {
    const fetcher = place.fetcher(name)
    const used: UsedFetcher = {
      fetcher,
      async close() {
        if (open.delete(used)) await fetcher.close?.()
      },
    }
    open.add(used)
    try {
      await fetcher.init?.(context)
    } catch (error) {
      await used.close()
      throw error
    }
    return used
  }

  function pointer(name: string, context: FetchContext): Promise<Fetcher> {
    const known = pointers.get(name)
    if (known !== undefined) return known
    const opening = opened(name, context).then(({ fetcher }) => fetcher)
    pointers.set(name, opening)
    // The next attempt opens it anew.
    opening.catch(() => pointers.delete(name))
    return opening
  }

  return {
    pointer,
    object: opened,
    async close() {
      pointers.clear()
      await Promise.all([...open].map((used) => used.close()))
    },
  }
}
