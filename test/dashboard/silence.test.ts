/** A page notices that nobody is at the other end any more, though its connection says nothing of it. @module */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silenceWatch } from '../../dashboard/src/store/silence.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('heartbeats keep a connection on which nothing else is said', () => {
  const lost = vi.fn()
  const watch = silenceWatch(lost)
  for (let beats = 0; beats < 10; beats += 1) {
    watch.listen()
    vi.advanceTimersByTime(15_000)
  }
  expect(lost).not.toHaveBeenCalled()
  watch.stop()
})

test('45 s of silence end it, whether something was heard before or nothing', () => {
  const lost = vi.fn()
  const watch = silenceWatch(lost)
  watch.listen()
  vi.advanceTimersByTime(44_999)
  expect(lost).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(lost).toHaveBeenCalledOnce()
})

test('nobody waits for a connection that was given up', () => {
  const lost = vi.fn()
  const watch = silenceWatch(lost)
  watch.listen()
  watch.stop()
  vi.advanceTimersByTime(100_000)
  expect(lost).not.toHaveBeenCalled()
})
