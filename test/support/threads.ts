/** Watches the threads that start during a test, and what becomes of them. @module */

import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'

export interface Threads {
  /** How many threads were started. */
  readonly started: number
  /** How many of them live. */
  readonly alive: number
  /** Resolves when one more has started. */
  next(): Promise<Worker>
  /** Resolves when one of them, or one that starts later, posts a message by itself. */
  said(): Promise<void>
  /** Resolves when none is left. */
  gone(): Promise<void>
}

/** Watches all threads that this process starts from now on. */
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
    said: () =>
      new Promise((resolve) => {
        const listen = (worker: Worker) =>
          worker.once('message', () => {
            process.off('worker', listen)
            resolve()
          })
        for (const worker of alive) listen(worker)
        process.on('worker', listen)
      }),
    async gone() {
      for (const worker of alive) await once(worker, 'exit')
    },
  }
}
