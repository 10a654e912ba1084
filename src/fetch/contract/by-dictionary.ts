/** Fetchers that ask for what has changed since a body on disk, for whoever looks whether that can be read here. @module */

import type { Fetcher } from '../fetcher.ts'

const asking = new WeakSet<Fetcher>()

export function withDictionary(fetcher: Fetcher): Fetcher {
  asking.add(fetcher)
  return fetcher
}

export const asksByDictionary = (fetcher: Fetcher): boolean => asking.has(fetcher)
