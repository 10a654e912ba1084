/** Durations, times and sizes in words. @module */

import { expect, test } from 'vitest'
import { ageWords, countdown, timeOfDay, timeWords, tookWords } from '../../dashboard/src/words/ages.ts'
import { sizeWords } from '../../dashboard/src/words/sizes.ts'

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000]

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [42 * SECOND, '42 s'],
  [89.4 * SECOND, '89 s'],
  [90 * SECOND, '2 min'],
  [14 * MINUTE, '14 min'],
  [89 * MINUTE, '89 min'],
  [3 * HOUR, '3 h'],
  [47 * HOUR, '47 h'],
  [72 * HOUR, '3 d'],
  [400 * DAY, '400 d'],
])('an age of %d ms is told in one unit', (ms, words) => {
  expect(ageWords(ms)).toBe(words)
})

test.each([
  [-1, '0:00'],
  [11_001, '0:12'],
  [96 * SECOND, '1:36'],
  [59 * MINUTE + 59 * SECOND, '59:59'],
  [3 * HOUR + 4 * MINUTE + 10 * SECOND, '3:04:10'],
  [72 * HOUR, '3 d'],
])('%d ms are counted down, and never to nothing too early', (ms, words) => {
  expect(countdown(ms)).toBe(words)
})

test.each([
  [0.4, '0 ms'],
  [38, '38 ms'],
  [999.4, '999 ms'],
  [5040, '5.0 s'],
  [99_900, '99.9 s'],
  [180_000, '3 min'],
])('what took %d ms says so', (ms, words) => {
  expect(tookWords(ms)).toBe(words)
})

test.each([
  [undefined, '–'],
  [0, '0 B'],
  [999, '999 B'],
  [999.6, '1 kB'],
  [41_000, '41 kB'],
  [999_600, '1.0 MB'],
  [12_400_000, '12.4 MB'],
  [212_000_000, '212 MB'],
  [3_100_000_000, '3.1 GB'],
])('%s bytes have a size in words', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

test('a time of another day has its date', () => {
  const noon = new Date(2026, 0, 15, 12, 3, 4).getTime()
  expect(timeOfDay(noon)).toBe('12:03:04')
  expect(timeWords(noon, noon + HOUR)).toBe('12:03:04')
  expect(timeWords(noon, noon + DAY)).toBe('2026-01-15 12:03:04')
})
