/** Young objects that survive are moved while they are few. @module */

import { getHeapSpaceStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { relieveNursery } from '../../../src/decode/handover/nursery.ts'

const MIB = 2 ** 20

const nursery = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')

const used = (): number => nursery()?.space_used_size ?? 0

/** It has to have grown first, which it does when much survives. */
function fill(kept: object[]): void {
  while (used() < 6 * MIB) kept.push(Array.from({ length: 100 }, (_, i) => ({ i })))
}

test('what survives is moved out of the nursery before that is full', () => {
  const kept: object[] = []
  fill(kept)
  let calls = 0
  while (used() > 3 * MIB && calls < 1000) {
    relieveNursery()
    calls++
  }
  expect(used()).toBeLessThan(3 * MIB)
  expect(calls).toBeLessThan(1000)
  expect(kept.length).toBeGreaterThan(100)
})

test('a nursery that is nearly empty is left alone', () => {
  fill([])
  for (let call = 0; call < 1000 && used() > 3 * MIB; call++) relieveNursery()
  const before = used()
  for (let call = 0; call < 10; call++) relieveNursery()
  expect(used() - before).toBeLessThan(MIB)
})
