/** A server comes back, and with it a thousand instances: they don't come at once. @module */

import { expect, onTestFinished, test, vi } from 'vitest'
import { link } from '../../../src/fleet/engines/link.ts'

const LINKS = 1_000

const pauses = vi.hoisted((): number[] => [])

vi.mock('node:timers/promises', () => ({
  setTimeout(ms: number) {
    pauses.push(ms)
    return new Promise(() => {})
  },
}))

test('a thousand that lose their connection at the same moment come back over two seconds, evenly, and each within 2.5 s', async () => {
  let lose = (): void => {}
  const lost = new Promise<void>((resolve) => {
    lose = resolve
  })
  const links = Array.from({ length: LINKS }, () =>
    link<object>({
      name: 'an engine',
      open: async () => ({}),
      lost: () => lost,
      shut: async () => {},
      up() {},
    }),
  )
  onTestFinished(async () => void (await Promise.all(links.map((one) => one.close()))))
  await Promise.all(links.map((one) => one.ready()))
  expect(pauses).toEqual([])
  lose()
  await vi.waitFor(() => expect(pauses).toHaveLength(LINKS))

  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(2_500)
  for (let from = 500; from < 2_500; from += 100) {
    const within = pauses.filter((ms) => ms >= from && ms < from + 100).length
    // 50 are its share.
    expect(within).toBeGreaterThan(10)
    expect(within).toBeLessThan(110)
  }
})
