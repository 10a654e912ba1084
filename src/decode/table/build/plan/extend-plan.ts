/** Extends a plan record by record, and shares the event loop meanwhile. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import { writtenPath } from '../../field-paths.ts'
import type { RecordText } from '../../scanner/start-scan.ts'
import { grow } from './grow.ts'
import type { Plan } from './plan.ts'
import { growthOf, planOf } from './plan-of.ts'
import type { Grown, Growth } from './shape.ts'
import { becomeMap } from './union.ts'
import { foundIn } from './words.ts'

/** Gives the shape room for one more record; false for a record that is too large to be looked at. */
export async function makeRoom(growth: Growth, { key, text }: RecordText, turn: TimeSlice): Promise<boolean> {
  if (text === undefined) return false
  const growing = grow(growth, key, text)
  do await turn.pass()
  while (!growing.next().done)
  return true
}

export interface Extended {
  /** The plan, with room for a record that didn't fit; `undefined` where it didn't for what no plan tells. */
  readonly plan: Plan | undefined
  /** Has the record anything that the plan hasn't? */
  readonly isWider: boolean
  /** Where and why it didn't fit, in words. */
  readonly why: string
}

/**
 * Extends a plan by a record that didn't fit.
 *
 * @param isLast - there is no further try: an object in a record, which gets name after name, is an open map
 */
export async function extendPlan(
  plan: Plan,
  record: RecordText,
  turn: TimeSlice,
  isLast = false,
): Promise<Extended> {
  const growth = growthOf(plan)
  if (!(await makeRoom(growth, record, turn))) return { plan: undefined, isWider: false, why: TOO_LARGE }
  const { grown, root } = growth
  if (grown === undefined) return { plan: undefined, isWider: false, why: NOTHING_NEW }
  const why = whyGrown(grown)
  // What the records are isn't changed by one that is something else.
  if (root.kind === 'json' && plan.kind !== 'json') return { plan: undefined, isWider: true, why }
  const { named } = grown
  if (isLast && named?.kind === 'object' && named !== root) becomeMap(growth, named)
  return { plan: planOf(growth), isWider: true, why }
}

const TOO_LARGE = 'the record is too large to be looked at'
const NOTHING_NEW = 'the record has a field twice, or a name that no column can have'

function whyGrown({ shape, path, named }: Grown): string {
  const at = path.length === 0 ? 'the record' : `field \`${writtenPath(path)}\``
  if (named !== undefined) return `${at} is new`
  const found = foundIn(shape.found)
  return shape.kind === 'json' ? `${at}: ${found}` : `${at}: ${found}, where nothing but null was before`
}
