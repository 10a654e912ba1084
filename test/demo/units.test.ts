/** Sizes and spans as people read them. @module */

import { expect, test } from 'vitest'
import { clockwise, count, running, size, span } from '../../examples/demo/units.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_081, '3.1 kB'],
  [26_612, '27 kB'],
  [1_411_433, '1.4 MB'],
  [204_600_000, '205 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(size(bytes)).toBe(text)
})

test.each([
  [0.4, '0 ms'],
  [212.4, '212 ms'],
  [2_100, '2.1 s'],
  [245_000, '4:05'],
  [3_845_000, '1:04:05'],
])('%d ms are %s', (ms, text) => {
  expect(span(ms)).toBe(text)
})

test('numbers that run keep their form and never go below zero', () => {
  expect([-5, 0, 1_234, 34_000, 245_000].map(running)).toEqual(['0.0s', '0.0s', '1.2s', '34.0s', '4:05'])
  expect([0, 42_000, 3_600_000].map(clockwise)).toEqual(['0:00', '0:42', '1:00:00'])
  expect(count(1_203_911)).toBe('1,203,911')
})
