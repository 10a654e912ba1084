/** What a process that decodes is told, and what it answers, in plain JSON. @module */

import type { Wire } from '../../wire.ts'
import type { JobFailure } from '../../workers/index.ts'

export interface ChildOrder {
  /** The URL of the user's module. */
  readonly url: string
  /** The name of the term. */
  readonly term: string
  /** What is said of the payload; its bytes follow. */
  readonly wire: Omit<Wire, 'bytes'>
}

/** How it ended. */
export interface ChildEnd {
  readonly failure: Omit<JobFailure, 'cause'> | undefined
}
