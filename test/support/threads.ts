/** The threads that start during a test, and what becomes of them. @module */

import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'

export interface Threads {
  /** How many were started. */
  readonly started: number
  /** How many of them are there. */
  readonly alive: number
  /** Resolves when one more has started. */
  next(): Promise<Worker>
  /** Resolves when the next one that starts has said something of its own. */
  said(): Promise<void>
  /** Resolves when none is left. */
  gone(): Promise<void>
}

/** Looks at all threads that this process starts from now on. */
export function heardThreads(): Threads {
  const started: Worker[] = []
  const alive = new Set<Worker>()
  const hear = (worker: Worker) => {
    started.push(worker)
    alive.add(worker)
    worker.once('exit', () => alive.delete(worker))
  }
  process.on('worker', hear)
  onTestFinished(() => void process.off('worker', hear))
  return {
    get started() {
      return started.length
    },
    get alive() {
      return alive.size
    },
    next: async () => (await once(process, 'worker'))[0],
    async said() {
      const [worker] = await once(process, 'worker')
      await once(worker, 'message')
    },
    async gone() {
      for (const worker of alive) await once(worker, 'exit')
    },
  }
}
