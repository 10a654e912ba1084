/** Extends a plan record by record, and shares the event loop meanwhile. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type { RecordText } from '../../scanner/start-scan.ts'
import { grow } from './grow.ts'
import type { Plan } from './plan.ts'
import { growthOf, planOf } from './plan-of.ts'
import type { Growth } from './shape.ts'

/** Gives the shape room for one more record; false where columns can't have it together with the ones before. */
export async function hasRoom(growth: Growth, record: RecordText, turn: TimeSlice): Promise<boolean> {
  const growing = grow(growth, record)
  for (;;) {
    await turn.pass()
    const { value, done } = growing.next()
    if (done) return value
  }
}

/** The plan, with room for a record that didn't fit; `undefined` where no plan has room for it. */
export async function extendPlan(plan: Plan, record: RecordText, turn: TimeSlice): Promise<Plan | undefined> {
  const growth = growthOf(plan)
  const isWider = await hasRoom(growth, record, turn)
  // A record that has nothing new in its shape didn't fit for what a shape doesn't tell.
  return isWider && growth.hasGrown ? planOf(growth) : undefined
}
