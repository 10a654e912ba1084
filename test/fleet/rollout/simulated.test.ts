/** Fleets that are simulated hold to the rules, whatever happens in which order; `npm run test:rollout` plays many more. @module */

import { expect, test } from 'vitest'
import { PLANTED, RULES } from './simulated/rules.ts'
import { violationOf } from './simulated/run.ts'

const SEED = Number(process.env.FC_SEED ?? 20_261_130)

test('no course of events lets anybody hold what must not be held', () => {
  expect(violationOf(RULES, 500, SEED)).toBeUndefined()
})

test.each(Object.entries(PLANTED))('a bug that is planted is found: %s', (_, rules) => {
  expect(violationOf(rules, 20_000, SEED)).toBeDefined()
})
