/** Keeps the records that were read last. @module */

import { LRUCache } from 'lru-cache'
import { deepFreeze } from './deep-freeze.ts'

/** The same reader, which keeps up to `max` records; these are frozen, since many readers hold the same one. */
export function cachedReader<Row, Key extends string | number>(
  read: (key: Key) => Row | undefined,
  max: number,
): (key: Key) => Row | undefined {
  const cache = new LRUCache<Key, { readonly record: Row }>({ max })
  return (key) => {
    const hit = cache.get(key)
    if (hit !== undefined) return hit.record
    const record = read(key)
    if (record !== undefined) cache.set(key, { record: deepFreeze(record) })
    return record
  }
}
