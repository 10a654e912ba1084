/** What is written behind: the last value, one write at a time, and who waits hears of it. @module */

import { describe, expect, it } from 'vitest'
import { writeBehind } from '../../../src/store/keepsake/write-behind.ts'
import { simulatedTime } from '../../../src/testing/simulated-time.ts'
import { type Deferred, deferred } from '../../support/deferred.ts'

/** Writes that a test ends by hand. */
function byHand() {
  const writes: { readonly value: number; readonly end: Deferred<void> }[] = []
  const time = simulatedTime()
  const waits: number[] = []
  let idles = 0
  const behind = writeBehind<number>({
    write(value) {
      const end = deferred()
      writes.push({ value, end })
      return end.promise
    },
    failed: (_, wait) => void waits.push(wait),
    idle: () => void idles++,
    timers: time.clock,
  })
  return {
    behind,
    writes,
    waits,
    time,
    idles: () => idles,
    values: () => writes.map(({ value }) => value),
    /** Ends the write that goes on. */
    async end(error?: string) {
      const { end } = writes.at(-1) as { end: Deferred<void> }
      if (error === undefined) end.resolve()
      else end.reject(new Error(error))
      await time.settle()
    },
  }
}

describe('writing behind', () => {
  it('writes the first value at once, and of all that come meanwhile the last', async () => {
    const { behind, values, end, idles } = byHand()
    for (const value of [1, 2, 3, 4]) behind.put(value)
    await end()
    expect([values(), idles()]).toEqual([[1, 4], 0])
    await end()
    expect([values(), idles()]).toEqual([[1, 4], 1])
  })

  it('tries what came last after a failure', async () => {
    const { behind, values, end, time, waits } = byHand()
    behind.put(1)
    await end('full')
    behind.put(2)
    expect([values(), waits]).toEqual([[1], [1_000]])
    await time.advance('1s')
    await end('full')
    await time.advance('2s')
    expect([values(), waits]).toEqual([
      [1, 2, 2],
      [1_000, 2_000],
    ])
  })

  it('tries at once for who hurries, and once only', async () => {
    const { behind, values, end } = byHand()
    behind.put(1)
    await end('full')
    const hurried = behind.hurry()
    expect(values()).toEqual([1, 1])
    await end('full')
    expect(await hurried).toBe(false)
    expect(values()).toEqual([1, 1])
    const again = behind.hurry()
    await end()
    expect(await again).toBe(true)
    expect(await behind.hurry()).toBe(true)
  })

  it('tells who came during a write of its own one', async () => {
    const { behind, values, end } = byHand()
    behind.put(1)
    behind.put(2)
    const hurried = behind.hurry()
    await end('full')
    expect(values()).toEqual([1, 2])
    await end()
    expect(await hurried).toBe(true)
  })

  it('forgets what waits, though a write goes on, and can be used again', async () => {
    const { behind, values, end, time, idles } = byHand()
    behind.put(1)
    behind.put(2)
    const hurried = behind.hurry()
    behind.forget()
    expect(await hurried).toBe(false)
    await end()
    expect(await behind.hurry()).toBe(true)
    behind.put(3)
    await end('full')
    behind.forget()
    await time.advance('1h')
    expect([values(), await behind.hurry(), idles()]).toEqual([[1, 3], true, 1])
    behind.put(4)
    await end()
    expect([values(), idles()]).toEqual([[1, 3, 4], 2])
  })

  it('forgets a write that goes on, and fails', async () => {
    const { behind, values, end, time } = byHand()
    behind.put(1)
    behind.forget()
    await end('full')
    await time.advance('1h')
    expect([values(), await behind.hurry()]).toEqual([[1], true])
  })
})
