/** What a process holds at a moment, after all garbage is collected. @module */

import { readdirSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'

export interface Vitals {
  /** Bytes in use in V8's heap. */
  readonly heap: number
  /** Bytes outside of it that V8 counts, those of buffers included. */
  readonly external: number
  readonly buffers: number
  /** Bytes; the system takes them back when it likes, so that they are only reported. */
  readonly rss: number
  readonly descriptors: number
  /** Sockets, timers and whatever else keeps a process alive. */
  readonly resources: number
  /** Listeners at `process`: of signals, warnings and the rest. */
  readonly listeners: number
}

/** Needs `--expose-gc`. */
export async function takeVitals(): Promise<Vitals> {
  if (gc === undefined) throw new Error('Run with --expose-gc')
  gc()
  // What is finalized in a turn of its own is garbage in the next one.
  await turn()
  gc()
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage()
  return {
    heap: heapUsed,
    external,
    buffers: arrayBuffers,
    rss,
    descriptors: openDescriptors(),
    resources: process.getActiveResourcesInfo().length,
    listeners: process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0),
  }
}

/** One of them is that of the folder itself. Where there is no such folder, nothing is known. */
function openDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}
