/** What a thread that decodes is told, and what it answers; plain data, and ports. @module */

import type { MessagePort } from 'node:worker_threads'
import type { Stage, TermErrorCode } from '../../base/errors.ts'
import type { Job } from '../decoder.ts'
import type { Wire } from '../wire.ts'

export interface Task {
  readonly job: Pick<Job, 'kind' | 'options'>
  readonly wire: Wire
}

/**
 * A task with a port of its own: the answer goes there, so that nothing else that is said in the thread is taken for it. To
 * hear a word there means that the job is called off.
 */
export interface Order extends Task {
  readonly reply: MessagePort
  /** A word that is not 0 once the job is called off: a thread that works hears no messages, but can look at it. */
  readonly calledOff: Int32Array
}

/** Orders come one at a time; `leave` is the last word. */
export type Word = Order | 'leave'

/** What a thread says once it has begun to listen: whatever else a module does that is run as a thread, it doesn't say that. */
export type FirstWord = 'at work'

/** What a thread of ours finds in `workerData`. Not `parentPort`: a module of the user's may talk there, or close it. */
export interface ThreadData {
  readonly everterm: { words?: MessagePort }
}

/** A `TermError` on its way between threads, which know no classes of ours. */
export interface JobFailure {
  readonly code: TermErrorCode
  readonly message: string
  readonly stage: Stage | undefined
  readonly hopeless: boolean
  readonly cause?: unknown
}

export type JobOutcome = { readonly value: unknown } | { readonly failure: JobFailure }

/** The answer to a job, after which the thread is free again; a spoiled thread is good for no other job. */
export type Reply = JobOutcome & { readonly isSpoiled: boolean }
