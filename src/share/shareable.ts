/** Remembers what stands behind a handle, so that its value can be shared with threads. @module */

import { unexpected } from '../base/unexpected.ts'
import type { Cell } from '../store/cell.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Listeners } from '../term/listeners.ts'

export interface Shared {
  readonly cell: Cell<unknown>
  /** Tells whether more values come. */
  readonly listeners: Pick<Listeners<unknown>, 'isOver' | 'watch'>
  /** Hears what goes wrong in a thread, or on the way to it. */
  failed(error: unknown): void
}

/** A handle that can be shared: of a term, or of one that is itself attached. */
export interface Shareable {
  readonly name: string
  snapshot(): Snapshot<unknown>
}

const sources = new WeakMap<object, Shared>()

/** Makes a handle one that can be shared. */
export function asShareable<H extends Shareable>(handle: H, source: Shared): H {
  sources.set(handle, source)
  return handle
}

/** Is it a handle that can be shared? */
export const isShareable = (value: object): boolean => sources.has(value)

/** @throws TypeError that names what can't be shared */
export function checkShareable(of: string, name: string, value: unknown): Shared {
  const found = sources.get(Object(value))
  if (found !== undefined) return found
  throw unexpected(of, name, 'a term', value)
}
