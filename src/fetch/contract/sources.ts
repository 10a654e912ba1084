/** Names the sources of a fetcher that asks several, for whoever shows them to people. @module */

import type { Fetcher } from '../fetcher.ts'

const sources = new WeakMap<Fetcher, readonly string[]>()
const asked = new WeakMap<Fetcher, readonly Fetcher[]>()

/** Notes the names of all that a fetcher asks, in order. */
export function withSources(fetcher: Fetcher, names: readonly string[]): Fetcher {
  sources.set(fetcher, names)
  return fetcher
}

/** Notes the fetchers that one asks. */
export function withAsked(fetcher: Fetcher, fetchers: readonly Fetcher[]): Fetcher {
  asked.set(fetcher, fetchers)
  return fetcher
}

/** The fetchers that one asks: mostly none. */
export const askedBy = (fetcher: Fetcher): readonly Fetcher[] => asked.get(fetcher) ?? []

/** The names of all that a fetcher asks, in order: mostly its own. */
export const sourcesOf = (fetcher: Fetcher): readonly string[] => sources.get(fetcher) ?? [fetcher.name]
