/** A module that makes what a record says: no key, or none at all. @module */

import { isMainThread } from 'node:worker_threads'

const WAYS = {
  throws: ({ secret }) => {
    throw new RangeError(`no key for ${secret}`)
  },
  mistake: ({ none }) => none.id,
  missing: () => noSuchName,
  nothing: () => undefined,
  null: () => null,
  empty: () => '',
  fraction: () => 1.5,
  large: () => 2 ** 53,
  list: () => ['a', 'b'],
  object: () => ({}),
  boolean: () => true,
  promise: () => Promise.reject(new Error('nobody waits')),
  thread: () => `main thread: ${isMainThread}`,
  damage: () => {
    globalThis.structuredClone = () => 'forged'
    return 'damage'
  },
  changes: (row) => {
    row.way = 'changed'
    row.more = 1
    return 'changes'
  },
  loop: () => {
    for (;;);
  },
}

// biome-ignore lint/style/noDefaultExport: it is what such a module has
export default (row) => (row.way === undefined ? row.id : WAYS[row.way](row))
