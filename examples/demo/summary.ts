/** What a run of the demo comes to. @module */

import type { Model } from './model.ts'
import { clockwise, count } from './units.ts'

/** In one line, with what matters last. */
export function summaryOf({ upMs, origin, terms, reads }: Model): string {
  const restarts = terms.reduce((sum, term) => sum + term.restarts, 0)
  const happened = `${count(origin.editions)} editions published, ${count(restarts)} restarts`
  return `${clockwise(upMs)}: ${happened}; ${count(reads.total)} reads, failures seen by readers: ${count(reads.failed)}`
}
