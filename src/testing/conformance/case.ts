/** The shape of a case of the conformance suite. @module */

import type { Hook } from './harness.ts'
import type { Trial } from './trial.ts'

export interface Case {
  readonly title: string
  /** The hook that the case needs; without it the case is left out. */
  readonly needs?: Hook
  run(trial: Trial): Promise<void>
}
