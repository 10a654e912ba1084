/** The durations of the last refreshes, as a small chart. @module */

import { expect, test } from 'vitest'
import { medianWords, sparklineOf } from '../../dashboard/src/words/sparkline.ts'

const took = (durationMs: number, outcome: 'updated' | 'failed' | 'cancelled' = 'updated') => ({
  durationMs,
  outcome,
})

test('the last bar stands at the right, and the longest is the highest', () => {
  const { good, last, failed } = sparklineOf([took(100), took(50)], 96, 17)
  expect([good, last, failed]).toEqual(['M88 1h3V17h-3z', 'M92 9h3V17h-3z', ''])
})

test('one that failed has a point, and is none of the good ones', () => {
  const { good, last, failed } = sparklineOf([took(10), took(10, 'failed')], 96, 16)
  expect(good).toBe('M88 1h3V16h-3z')
  expect(last).toBe('')
  expect(failed).toBe('M92 8l1.5-3 1.5 3V16h-3z')
})

test('there is room for 24, and none is lower than can be seen', () => {
  const many = Array.from({ length: 40 }, (_, index) => took(index === 39 ? 1000 : 0))
  const { good, last } = sparklineOf(many, 96, 17)
  expect(good.match(/M/g)).toHaveLength(23)
  expect(good).toMatch(/^M0 15h3/)
  expect(last).toBe('M92 1h3V17h-3z')
  expect(sparklineOf([], 96, 17)).toEqual({ good: '', failed: '', last: '' })
})

test('the median is of those that were good', () => {
  expect(medianWords([took(10), took(20), took(9000, 'failed'), took(30), took(1, 'cancelled')])).toBe(
    '20 ms',
  )
  expect(medianWords([took(9, 'failed')])).toBe('–')
})
