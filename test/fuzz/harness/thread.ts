/** The thread in which a subject is fuzzed. @module */

import { parentPort, workerData } from 'node:worker_threads'
import { type Failure, runSubject } from './run-subject.ts'
import type { FuzzSubject } from './subject.ts'
import type { Share } from './watched.ts'

const { subjects, name, seed, first, count, progress, samples } = workerData as Share & {
  readonly progress: Int32Array
  readonly samples: number
}

const { SUBJECTS } = (await import(subjects)) as { SUBJECTS: readonly FuzzSubject[] }
const subject = SUBJECTS.find((each) => each.name === name)
if (subject === undefined) throw new Error(`There is no subject ${name}`)

const failures: Failure[] = []
const memory: number[] = []
const step = Math.ceil(count / samples)
for (let from = first; from < first + count && failures.length === 0; from += step) {
  const before = (number: number) => void Atomics.store(progress, 0, number)
  failures.push(
    ...(await runSubject(subject, {
      seed,
      first: from,
      count: Math.min(step, first + count - from),
      before,
    })),
  )
  memory.push(inUse())
}
parentPort?.postMessage({ failures, memory })

/** What is reachable, in this thread and outside of its heap. */
function inUse(): number {
  gc?.()
  gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
