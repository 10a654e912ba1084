/** Decides about records that have no place in columns: is there a wider plan, and is it worth to begin again? @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type { Stop } from '../../scanner/start-scan.ts'
import { extendPlan } from './extend-plan.ts'
import type { Plan } from './plan.ts'

/** So many records in a scan are looked at, each of which takes some 0.1 ms. */
const MOST_ASKED = 16

export interface Widening {
  /** A plan with room for the record, `undefined` where there is none; 'enough' once it isn't to be asked any more. */
  widen(stop: Stop): Promise<Plan | undefined | 'enough'>
  /** Why the latest record that was looked at didn't fit, in words. */
  reason(): string
}

/** @param restarts - how often the scan may begin again */
export function widening(plan: Plan, restarts: number, turn: TimeSlice): Widening {
  let asked = 0
  let reason = 'too many records have no place in them'
  return {
    reason: () => reason,
    async widen(stop) {
      if (++asked > MOST_ASKED) return 'enough'
      const { plan: wider, why } = await extendPlan(plan, stop, turn, restarts === 1)
      reason = why
      return restarts > 0 ? wider : undefined
    },
  }
}
