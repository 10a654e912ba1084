/** What a thread that decodes is told, and what it answers; plain data. @module */

import type { Stage, TermErrorCode } from '../../errors.ts'
import type { Job, Wire } from '../decoder.ts'

export interface Task {
  readonly job: Job
  readonly wire: Wire
}

/** A `TermError` on its way between threads, which know no classes of ours. */
export interface Failure {
  readonly code: TermErrorCode
  readonly message: string
  readonly stage: Stage | undefined
  readonly hopeless: boolean
  readonly cause?: unknown
}

export type Reply = { readonly value: unknown } | { readonly failure: Failure }
