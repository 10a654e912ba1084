/** A case of the conformance suite. @module */

import type { Hook } from './harness.ts'
import type { Trial } from './trial.ts'

export interface Case {
  readonly title: string
  /** The hook without which there is no such case. */
  readonly needs?: Hook
  run(trial: Trial): Promise<void>
}
