/** A payload is searched for what a message quotes in small steps, and others have their turn between them. @module */

import { afterEach, expect, it, vi } from 'vitest'
import { withoutQuotes } from '../../src/reasons/quotes.ts'

afterEach(() => void vi.restoreAllMocks())

it.each([
  ['a text that is quoted itself', 'a'.repeat(2 ** 18)],
  ['bytes', Buffer.alloc(2 ** 18, 'a')],
  ['short texts, at 64 bytes more for each', Array(2 ** 12).fill('')],
])('lets others have their turn after each 16 KiB of %s', async (_, given) => {
  // Each look at the clock finds the share of the turn used up.
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 3))
  let turns = 0
  let waiting = setImmediate(function tick() {
    turns++
    waiting = setImmediate(tick)
  })
  const said = await withoutQuotes(`no ${'a'.repeat(200)}`, given)
  clearImmediate(waiting)
  expect(said).toContain('no ')
  expect(turns).toBeGreaterThanOrEqual(14)
})
