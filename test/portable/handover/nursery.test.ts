/** Young objects that survive are moved while they are few. @module */

import { getHeapSpaceStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { relieveNursery } from '../../../src/portable/handover/nursery.ts'

const MIB = 2 ** 20

const nursery = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')

const used = (): number => nursery()?.space_used_size ?? 0

/** It has to have grown first, which it does when much survives. */
function fill(kept: object[]): void {
  while (used() < 6 * MIB) kept.push(Array.from({ length: 100 }, (_, i) => ({ i })))
}

/** What is left in it, once it has been relieved as often as it takes. */
function relieved(): number {
  let left = used()
  for (let call = 0; call < 1000 && left > 3 * MIB; call++) {
    relieveNursery()
    left = used()
  }
  return left
}

test('what survives is moved out of the nursery before that is full', () => {
  const kept: object[] = []
  fill(kept)
  expect(relieved()).toBeLessThanOrEqual(3 * MIB)
  expect(kept.length).toBeGreaterThan(100)
})

test('a nursery that is nearly empty is left alone', () => {
  // What is left of it differs from time to time.
  for (let time = 0; time < 20 && used() > 2 * MIB; time++) {
    fill([])
    relieved()
  }
  const before = used()
  expect(before).toBeLessThan(2 * MIB)
  for (let call = 0; call < 10; call++) relieveNursery()
  expect(used() - before).toBeLessThan(MIB)
})
