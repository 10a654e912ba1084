/** What attempts leave in V8's old generation is collected before much of it has piled up. @module */

import { describe, expect, it, vi } from 'vitest'
import { leavings } from '../../src/term/leavings.ts'

const MIB = 2 ** 20

function heapOf(used: number, limit = 4 * 2 ** 30) {
  const collect = vi.fn()
  const note = leavings({ limit, used: () => used * MIB, collect })
  const attempts = (times: number, bytes = MIB) => {
    for (let time = 0; time < times; time++) note(bytes)
  }
  return { collect, attempts }
}

describe('what attempts leave', () => {
  it('is collected when it is a third of what is in use', () => {
    const { collect, attempts } = heapOf(150)
    attempts(49)
    expect(collect).not.toHaveBeenCalled()
    attempts(1)
    expect(collect).toHaveBeenCalledTimes(1)
    // It is counted anew from there.
    attempts(49)
    expect(collect).toHaveBeenCalledTimes(1)
    attempts(1)
    expect(collect).toHaveBeenCalledTimes(2)
  })

  it('is left alone below 32 MiB, however small the heap', () => {
    const { collect, attempts } = heapOf(1)
    attempts(31)
    expect(collect).not.toHaveBeenCalled()
  })

  it('brings on no collection of a large heap in which it is little', () => {
    const { collect, attempts } = heapOf(2_000)
    attempts(600)
    expect(collect).not.toHaveBeenCalled()
  })

  it('is left to V8 where the heap may not grow much', () => {
    const { collect, attempts } = heapOf(1, 1_000 * MIB)
    attempts(1_000)
    expect(collect).not.toHaveBeenCalled()
  })
})
