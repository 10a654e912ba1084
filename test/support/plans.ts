/** Makes plans of records that are given as values or texts, in place of a document. @module */

import { allTime } from '../../src/base/time-slice.ts'
import { extendPlan } from '../../src/decode/table/build/plan/extend-plan.ts'
import { grow } from '../../src/decode/table/build/plan/grow.ts'
import type { Plan } from '../../src/decode/table/build/plan/plan.ts'
import { planOf } from '../../src/decode/table/build/plan/plan-of.ts'
import { newGrowth } from '../../src/decode/table/build/plan/shape.ts'
import type { RecordText } from '../../src/decode/table/scanner/start-scan.ts'

const recordOf = (key: string, text: string): RecordText => ({
  key: Buffer.from(key),
  text: Buffer.from(text),
})

/**
 * Makes the plan of texts under keys, which are `key 0` and so on unless others are given; `undefined` where there is no
 * plan.
 */
export function planOfTexts(
  texts: readonly string[],
  keyOf = (row: number) => `key ${row}`,
): Plan | undefined {
  const growth = newGrowth()
  const isFit = texts.every((text, row) => {
    const growing = grow(growth, recordOf(keyOf(row), text))
    for (;;) {
      const { value, done } = growing.next()
      if (done) return value
    }
  })
  return isFit ? planOf(growth) : undefined
}

export const planOfValues = (values: readonly unknown[]): Plan | undefined =>
  planOfTexts(values.map((value) => JSON.stringify(value)))

export const extended = (plan: Plan, key: string, value: unknown): Promise<Plan | undefined> =>
  extendPlan(plan, recordOf(key, JSON.stringify(value)), allTime)
