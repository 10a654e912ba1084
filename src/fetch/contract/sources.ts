/** Finds the sources of a fetcher that asks several: their names, and themselves. @module */

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

/** The fetcher, and all that are asked in its place, however deep: mostly itself alone. */
export function* wholeFetcher(fetcher: Fetcher): Generator<Fetcher, void> {
  yield fetcher
  for (const one of asked.get(fetcher) ?? []) yield* wholeFetcher(one)
}

/** The names of all that a fetcher asks, in order: mostly its own. */
export const sourcesOf = (fetcher: Fetcher): readonly string[] => sources.get(fetcher) ?? [fetcher.name]
