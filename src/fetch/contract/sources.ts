/** Names the sources of a fetcher that asks several, for whoever shows them to people. @module */

import type { Fetcher } from '../fetcher.ts'

const sources = new WeakMap<Fetcher, readonly string[]>()

/** Notes the names of all that a fetcher asks, in order. */
export function withSources(fetcher: Fetcher, names: readonly string[]): Fetcher {
  sources.set(fetcher, names)
  return fetcher
}

/** The names of all that a fetcher asks, in order: mostly its own. */
export const sourcesOf = (fetcher: Fetcher): readonly string[] => sources.get(fetcher) ?? [fetcher.name]
