/** The module that a decoder thread runs, and whether there can be such threads at all. @module */

import { existsSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { isChild } from './child-mark.ts'
import type { ThreadData } from './protocol.ts'

// Not written into `new URL(...)`: bundlers take that expression for a file to copy, and leave behind what it imports. In
// CommonJS it is undefined.
const HERE: string | undefined = import.meta.url

/** Our own module, where it lies beside this one as it was published: in a bundle a file of its name is somebody else's. */
function ownEntry(): URL | undefined {
  if (HERE === undefined || !new URL(HERE).pathname.endsWith('/decode/workers/entrance.js')) return undefined
  const entry = new URL('./thread-main.js', HERE)
  return existsSync(entry) ? entry : undefined
}

/** What threads and processes run. */
export const moduleForThreads = (given: URL | undefined): URL | undefined => given ?? ownEntry()

export interface Entrance {
  /** What a thread runs; `undefined` where none can be had. */
  readonly entry: URL | undefined
  /** Why none can be had. */
  readonly hindrance: string | undefined
}

/**
 * @param given - the module of `workers.entry`
 * @throws TypeError in a thread or process of ours that runs the service instead of our module: it would start threads in turn
 */
export function entrance(given: URL | undefined): Entrance {
  if ((workerData as Partial<ThreadData> | null)?.everterm?.words !== undefined || isChild()) {
    throw new TypeError(
      'supervise: expected `workers.entry` to be a module that imports everterm/thread, got the service itself',
    )
  }
  const entry = moduleForThreads(given)
  if (entry === undefined) {
    return { entry, hindrance: 'everterm is bundled, and `workers.entry` names no module for threads' }
  }
  if (process.permission?.has('worker') === false) {
    return {
      entry: undefined,
      hindrance: 'the permissions of this process allow no threads (--allow-worker)',
    }
  }
  return { entry, hindrance: undefined }
}

let isSaid = false

/** Says once in a process that large payloads hold up the event loop. */
export function warnOf(hindrance: string): void {
  if (isSaid) return
  isSaid = true
  const message = `everterm decodes large payloads in this thread, which waits meanwhile: ${hindrance}`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_NO_THREADS' })
}
