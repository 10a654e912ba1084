/** The contract of an observer: what a tree tells it, and what it may ask of the tree. @module */

import type { TermEvent, TermSource, TermState } from './events.ts'

/** The state of a term, for an observer that asks the tree at its own times instead of hearing events. */
export interface TermReading {
  readonly term: string
  readonly state: TermState | undefined
  readonly version: string | undefined
  /** The version that is pinned. */
  readonly pinned: string | undefined
  /** The newest version, where a pin holds it back. */
  readonly newer: string | undefined
  /** How many payloads are remembered as refused. */
  readonly quarantined: number
  /** Whether readers get a value. */
  readonly ready: boolean
  /** The source that answered last. */
  readonly source: TermSource | undefined
  readonly stale: boolean
  readonly expired: boolean
  /** When the value expires or has expired, in epoch ms; `undefined` means never. */
  readonly expiresAt: number | undefined
  readonly failures: number
  /** Wire bytes of the value that is served. */
  readonly bytes: number | undefined
  readonly maxStaleMs: number | null
  readonly maxAgeMs: number | null
  /** When the last attempt began, in epoch ms; `undefined` if there was none. */
  readonly lastAttemptAt: number | undefined
  /** When somebody last answered, be it a fallback, with a value or with "nothing newer". */
  readonly lastAnswerAt: number | undefined
  /** `snapshot().confirmedAt`. */
  readonly confirmedAt: number | undefined
  readonly lastUpdateAt: number | undefined
}

export interface SupervisorReading {
  readonly supervisor: string
  readonly state: string
  readonly children: number
  /** Restarts that are left before it gives up. */
  readonly budget: number
}

/** The tree as an observer sees it. */
export interface TreeView {
  terms(): readonly TermReading[]
  supervisors(): readonly SupervisorReading[]
}

/**
 * Hears what happens in a tree, in events that all observers share. What it throws is told, what it returns is ignored.
 */
export interface Observer {
  readonly name: string
  /**
   * The tree calls this once before it starts; a function that it returns is called when the tree has stopped. Where that
   * returns a promise, `stop()` waits for it, within its own `timeout`.
   */
  watch?(tree: TreeView): void | (() => void | Promise<void>)
  hear(event: TermEvent): void
}
