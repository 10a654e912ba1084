/** What is read aloud changes at most every so often, and ends at what is so. @module */

import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { seldom } from '../../dashboard/src/store/seldom.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first change is told at once, and of those that follow only the last', () => {
  const verdict = signal('good')
  const { value, stop } = seldom(verdict, 10_000)
  verdict.value = '1 term affects readers'
  vi.advanceTimersByTime(1)
  expect(value.value).toBe('1 term affects readers')
  verdict.value = '2 terms affect readers'
  verdict.value = '3 terms affect readers'
  vi.advanceTimersByTime(9_998)
  expect(value.value).toBe('1 term affects readers')
  vi.advanceTimersByTime(1)
  expect(value.value).toBe('3 terms affect readers')
  stop()
})

test('what is over before it could be told is not told', () => {
  const verdict = signal('good')
  const { value, stop } = seldom(verdict, 10_000)
  verdict.value = 'bad'
  vi.advanceTimersByTime(1)
  verdict.value = 'worse'
  verdict.value = 'bad'
  vi.advanceTimersByTime(20_000)
  expect(value.value).toBe('bad')
  stop()
})
