/** Reads each entry once: who counts the votes of a thousand does so many times a second, and most are those of before. @module */

import type { ControlEntry } from './control.ts'

/** An engine that keeps what it has listed gives the same entry again until somebody has written it anew. */
export function onceRead<T>(read: (entry: ControlEntry) => T): (entry: ControlEntry) => T {
  const known = new WeakMap<ControlEntry, { readonly what: T }>()
  return (entry) => {
    const before = known.get(entry)
    if (before !== undefined) return before.what
    const what = read(entry)
    known.set(entry, { what })
    return what
  }
}
