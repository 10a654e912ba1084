/** What a run of the demo comes to. @module */

import type { Model } from './model.ts'
import { clockwise, count, howMany } from './units.ts'

/** In one line, with what matters last. */
export function summaryOf({ upMs, origin, terms, reads }: Model): string {
  const restarts = terms.reduce((sum, term) => sum + term.restarts, 0)
  const happened = `${howMany(origin.editions, 'edition')} published, ${howMany(restarts, 'restart')}`
  return `${clockwise(upMs)}: ${happened}; ${howMany(reads.total, 'read')}, failures seen by readers: ${count(reads.failed)}`
}
