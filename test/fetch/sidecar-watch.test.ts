/** How often a service is asked for news: one question at a time, and no haste where it has none. @module */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { OPEN_MS, watchService } from '../../src/fetch/sidecar/watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Watches for so long, and tells how often it asked and hinted. */
async function watched(ms: number, change: (tag: string | undefined) => Promise<string | undefined>) {
  const asking = vi.fn(change)
  const hint = vi.fn()
  const end = watchService({ seen: () => 'one', change: asking }, hint)
  await vi.advanceTimersByTimeAsync(ms)
  end()
  return { asked: asking.mock.calls.length, hints: hint.mock.calls.length }
}

it('a service that drains answers at once that it has no news, and is not asked at once again', async () => {
  const { asked, hints } = await watched(10_000, async () => undefined)
  expect(asked).toBeGreaterThan(1)
  expect(asked).toBeLessThanOrEqual(10)
  expect(hints).toBe(0)
})

it('one that always gives the tag that it was asked with is not asked at once again, either', async () => {
  expect((await watched(10_000, async (tag) => tag)).asked).toBeLessThanOrEqual(10)
})

it('the longer a service answers in haste, the longer are the rests', async () => {
  const { asked } = await watched(600_000, async () => undefined)
  expect(asked).toBeLessThan(300)
})

it('after a wait to its end the next question follows without a rest', async () => {
  const patient = () => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), OPEN_MS))
  expect((await watched(4 * OPEN_MS + 1_000, patient)).asked).toBe(5)
})
