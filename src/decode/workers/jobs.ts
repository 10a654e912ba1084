/** The jobs that a thread knows, by their kind. @module */

import type { Transferred } from '../../portable/transferred.ts'
import type { Job } from '../decoder.ts'
import type { Wire } from '../wire.ts'

/** What a job works on. */
export interface JobInput {
  readonly wire: Wire
  /** How many bytes it inflates to, as far as the wire tells: 0 when it says nothing. */
  readonly sizeHint: number
  /** The payload from its beginning, without compression, in pieces of up to 1 MiB or `chunkSize`; may be called again. */
  pieces(chunkSize?: number): AsyncIterable<Uint8Array>
  /** Aborted when the job is called off. `pieces` end by themselves. */
  readonly signal: AbortSignal
  /** To be called between steps that take long, which hear no signal. @throws the signal's reason once it is aborted */
  check(): void
  /** Says that no other job should run in this thread. */
  spoil(): void
}

/** What a job has made; what is in `transfer` is the job's no longer. */
export interface JobResult {
  readonly value: unknown
  readonly transfer?: readonly Transferred[]
}

export type RunJob = (options: never, input: JobInput) => Promise<JobResult>

/** How each kind is done; loaded when the first of its kind comes. */
export const JOBS: { readonly [kind in Job['kind']]?: () => Promise<RunJob> } = {
  table: async () => (await import('../table/job.ts')).tableJob,
  index: async () => (await import('../table/index-job.ts')).indexJob,
  texts: async () => (await import('../table/texts-job.ts')).textsJob,
  json: async () => (await import('../json/job.ts')).jsonJob,
  module: async () => (await import('../in-worker/job.ts')).moduleJob,
  bytes: async () => (await import('../bytes/job.ts')).bytesJob,
  delta: async () => (await import('../delta/job.ts')).deltaJob,
  records: async () => (await import('../table/delta-job.ts')).recordsJob,
  'record-delta': async () => (await import('../table/delta-job.ts')).recordDeltaJob,
}
