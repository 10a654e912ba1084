/** Tells records that have nothing in common, of which columns would have nothing to offer. @module */

import { foundUnderNames } from './open-map.ts'
import type { Plan } from './plan.ts'
import { FOUND, type Growth } from './shape.ts'

const PARTS = FOUND.list | FOUND.object | FOUND.deep | FOUND.name | FOUND.much

/**
 * Why records are better kept as a document, in words; `undefined` where they make columns. They don't where they are of
 * several kinds, as the members of any object are, or open maps whose values are maps again, or have no kind in common.
 */
export function whyNoColumns({ root }: Growth, plan: Plan): string | undefined {
  if (plan.kind === 'json') return `the records are ${plan.why}`
  if (plan.kind !== 'map') return undefined
  const { kind } = plan.value
  const found = foundUnderNames(root)
  return kind === 'map' || (kind === 'json' && (found & PARTS) !== 0)
    ? 'the records have no fields in common'
    : undefined
}
