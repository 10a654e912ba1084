/** All that a served tree says of one term: the answer to `GET /v1/status/:name`. @module */

import type { DiffCounts } from '../../compare/listing.ts'
import type { HeardEvent } from './messages.ts'
import type { AttemptFacts, ErrorFacts, TermFacts, TransitionFacts } from './term-facts.ts'

export interface TermPage {
  readonly facts: TermFacts
  /** The names of the sources, in the order in which they are asked. */
  readonly sources: readonly SourceFacts[]
  /** What is held, the newest first. */
  readonly editions: readonly EditionFacts[]
  readonly quarantined: readonly QuarantinedFacts[]
  /** The last attempts, the newest first, at most 50. */
  readonly attempts: readonly AttemptFacts[]
  /** The last transitions, the newest first, at most 50. */
  readonly transitions: readonly TransitionFacts[]
  /** What was heard of it and of its supervisors, the newest first, at most 100. */
  readonly heard: readonly HeardEvent[]
}

export interface SourceFacts {
  readonly name: string
  readonly fallback: boolean
  /** Whether it answered last. */
  readonly answers: boolean
  readonly error?: ErrorFacts | undefined
}

export interface EditionFacts {
  readonly version?: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes, by which it is pinned and compared. */
  readonly digest?: string | undefined
  readonly publishedAt?: number | undefined
  readonly modifiedAt?: number | undefined
  readonly bytes?: number | undefined
  readonly source?: string | undefined
  readonly signedBy?: string | undefined
  readonly origin: 'remote' | 'disk' | 'initial'
  readonly live: boolean
  readonly pinned: boolean
  readonly where: 'memory' | 'disk'
}

export interface QuarantinedFacts {
  readonly version?: string | undefined
  readonly digest: string
  readonly code: string
  readonly reason: string
  /** When it was refused last. */
  readonly at?: number | undefined
  readonly until?: number | undefined
  /** Whether it is published once it comes again, since somebody has accepted it. */
  readonly accepted?: boolean | undefined
}

/** The answer to `GET /v1/diff/:name?from=&to=`. */
export interface DiffFacts extends DiffCounts {
  /** The first places at which they differ, at most 100. */
  readonly entries: readonly DiffLine[]
}

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'changed'
  /** A JSON pointer. */
  readonly path: string
  /** As JSON, redacted and cut; absent unless values are shown. */
  readonly before?: string | undefined
  readonly after?: string | undefined
}
