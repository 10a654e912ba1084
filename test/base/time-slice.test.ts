/** Work that takes long shares the turns of the event loop. @module */

import { afterEach, describe, expect, it, vi } from 'vitest'
import { timeSlice } from '../../src/base/time-slice.ts'

function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

afterEach(() => void vi.restoreAllMocks())

describe('a turn', () => {
  it('is passed on when its share is used up, and whatever is due runs', async () => {
    const ran: string[] = []
    const turn = timeSlice()
    setImmediate(() => ran.push('immediate'))
    setTimeout(() => ran.push('timer'), 1)
    work(3)
    await turn.pass()
    expect(ran).toContain('immediate')
    // Each turn has a share of its own; a timer that is due runs between two of them.
    work(3)
    await turn.pass()
    expect(ran).toContain('timer')
  })

  it.each([
    { others: 0.1, share: 0.5 },
    { others: 4, share: 1 },
    { others: 100, share: 2 },
  ])('has a share of $share ms after one of which others took $others ms', async ({ others, share }) => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const turn = timeSlice()
    now += 0.5
    const passing = turn.pass()
    now += others
    await passing
    const waiting = vi.fn()
    const immediate = setImmediate(waiting)
    now += share - 0.01
    await turn.pass()
    expect(waiting).not.toHaveBeenCalled()
    now += 0.02
    await turn.pass()
    expect(waiting).toHaveBeenCalled()
    clearImmediate(immediate)
  })

  it('goes on at once while its share lasts', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(0)
    const others = vi.fn()
    const turn = timeSlice()
    const waiting = setImmediate(others)
    for (let step = 0; step < 100; step++) await turn.pass()
    clearImmediate(waiting)
    expect(others).not.toHaveBeenCalled()
  })
})
