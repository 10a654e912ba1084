/** The threads that decode: a pool that hands out jobs, and what a job is given. @module */

export type { JobInput } from './jobs.ts'
export { decodePool } from './pool.ts'
