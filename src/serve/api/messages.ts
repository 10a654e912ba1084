/** What the event stream says: `GET /v1/events`, as server-sent events. @module */

import type { TermFacts } from './term-facts.ts'
import type { FleetPlaceFacts, HealthFacts, SupervisorFacts, TreeFacts } from './tree-facts.ts'

/** The `event:` field of a message, and its `data:`, which is JSON. */
export interface Messages {
  /** All there is to know: the first message of each stream, also after what was missed is sent again. */
  readonly tree: TreeFacts
  /** What has changed since the last such message; at most four a second. */
  readonly change: Change
  /** Something happened. Its `id:` is `data.id`, by which a stream that broke off goes on. */
  readonly heard: HeardEvent
  /** Nothing, every 15 s: who hears none for three times as long has lost the process, and comes back. */
  readonly beat: Readonly<Record<string, never>>
}

export interface Change {
  readonly now: number
  /** Those terms whose facts have changed. */
  readonly terms: readonly TermFacts[]
  /** Terms that are there no longer. */
  readonly removed: readonly string[]
  readonly health?: HealthFacts | undefined
  /** The whole tree of supervisors, where anything of it has changed. */
  readonly supervisor?: SupervisorFacts | undefined
  /** Where the process has joined a fleet, or left it: then null. */
  readonly fleet?: FleetPlaceFacts | null | undefined
}

export type EventLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * An event of the tree (`docs/telemetry.md`), safe to show. Transitions are none of these: there are five for each attempt, and
 * they stand in the facts of their term.
 */
export interface HeardEvent {
  /** 1 for the first event that the process heard. */
  readonly id: number
  readonly at: number
  readonly type: string
  readonly level: EventLevel
  readonly term?: string | undefined
  readonly supervisor?: string | undefined
  /** What happened, in words: `from d2c552c5 to 7fa90b11, 8.1 MB in 865 ms`. */
  readonly words: string
  /** The fields of the event: errors as `ErrorFacts` with a `stack` where it is a crash or a restart. */
  readonly fields: Readonly<Record<string, unknown>>
}
