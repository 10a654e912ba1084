/** Fuzzes a subject in a thread of its own, which is watched: an input that takes too long is named, and the thread ended. @module */

import { Worker } from 'node:worker_threads'
import { growthOf } from '../../support/slope.ts'
import type { Failure } from './run-subject.ts'

export interface Share {
  /** The module that exports `SUBJECTS`. */
  readonly subjects: string
  readonly name: string
  readonly seed: number
  readonly first: number
  readonly count: number
}

export interface Outcome {
  readonly failures: readonly Failure[]
  /** The number of the input that never came to its end. */
  readonly hung?: number
  /** By how many bytes memory has grown after the first inputs; without `--expose-gc` nothing is known. */
  readonly grown: number
}

/** No input takes so long, on a busy machine either. */
const HANG_MS = 10_000
/** How often the memory is looked at. */
const SAMPLES = 16
/** Caches, compiled code and tables of strings come about with the first inputs. */
const WARM = 5

export async function watched(share: Share, hangMs = HANG_MS): Promise<Outcome> {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { ...share, progress, samples: SAMPLES },
  })
  return new Promise((resolve, reject) => {
    let last = -1
    const watch = setInterval(() => {
      const now = Atomics.load(progress, 0)
      if (now === last) end({ failures: [], hung: now, grown: 0 })
      last = now
    }, hangMs)
    function end(outcome: Outcome): void {
      clearInterval(watch)
      resolve(outcome)
      void worker.terminate()
    }
    worker.on('message', ({ failures, memory }: { failures: Failure[]; memory: number[] }) =>
      end({ failures, grown: growthOf(memory.slice(WARM)) }),
    )
    worker.on('error', (error) => {
      clearInterval(watch)
      reject(error)
    })
  })
}
