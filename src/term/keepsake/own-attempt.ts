/** Time of its own for what is made of a disk: the user's functions get as much of it as an attempt has. @module */

import type { Trigger } from '../../../machines/index.ts'
import { type Attempt, attemptOf } from '../attempt.ts'
import type { Workplace } from '../incarnation.ts'

/** Whoever begins it ends it. */
export function ownAttempt({ keeper, link }: Workplace, trigger: Trigger): Attempt {
  const { name: term, limits } = keeper.options
  return attemptOf({
    term,
    trigger,
    source: 'the keepsake',
    publications: keeper.cell.publications(),
    deadlineMs: limits.deadlineMs,
    clock: link.clock,
    failed: keeper.failed,
  })
}
