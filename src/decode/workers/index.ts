/** The threads that decode: a pool that hands out jobs, and what a job is given. @module */

export { CHILD_MARK } from './child-mark.ts'
export type { JobInput, JobResult } from './jobs.ts'
export { decodePool } from './pool.ts'
export type { JobFailure } from './protocol.ts'
export type { Semaphore } from './semaphore.ts'
export { type ResolvedWorkers, resolveWorkers, type WorkersOptions } from './workers-options.ts'
export { isWrongEntry, wrongEntry } from './wrong-entry.ts'
