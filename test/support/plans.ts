/** Makes plans of records that are given as values or texts, in place of a document. @module */

import { allTime } from '../../src/base/time-slice.ts'
import { extendPlan } from '../../src/decode/table/build/plan/extend-plan.ts'
import { grow } from '../../src/decode/table/build/plan/grow.ts'
import type { Plan } from '../../src/decode/table/build/plan/plan.ts'
import { planOf } from '../../src/decode/table/build/plan/plan-of.ts'
import { type Growth, newGrowth } from '../../src/decode/table/build/plan/shape.ts'
import type { RecordText } from '../../src/decode/table/scanner/start-scan.ts'

const recordOf = (key: string, text: string): RecordText => ({
  key: Buffer.from(key),
  text: Buffer.from(text),
})

/** Makes the plan of texts under keys, which are `key 0` and so on unless others are given. */
export const planOfTexts = (texts: readonly string[], keyOf = (row: number) => `key ${row}`): Plan =>
  planOf(growthOfTexts(texts, keyOf))

/** The shape of these texts, ready to grow further. */
export function growthOfTexts(texts: readonly string[], keyOf = (row: number) => `key ${row}`): Growth {
  const growth = newGrowth()
  for (const [row, text] of texts.entries()) {
    const growing = grow(growth, Buffer.from(keyOf(row)), Buffer.from(text))
    while (!growing.next().done);
  }
  return growth
}

export const planOfValues = (values: readonly unknown[]): Plan =>
  planOfTexts(values.map((value) => JSON.stringify(value)))

export const extended = async (plan: Plan, key: string, value: unknown): Promise<Plan | undefined> =>
  (await extendPlan(plan, recordOf(key, JSON.stringify(value)), allTime)).plan
