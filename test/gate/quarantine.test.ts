/** Remembering what was refused. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quarantine } from '../../src/gate/quarantine.ts'

const WHY = 'ERR_TERM_SCHEMA: no'
const HOUR = 3_600_000

function clocked(forMs?: number) {
  const clock = { time: 1000 }
  return { clock, memory: quarantine({ forMs, now: () => clock.time }) }
}

describe('quarantine', () => {
  it('finds a payload by its version and by its digest', () => {
    const { memory } = clocked()
    memory.add({ version: '"v2"', digest: 'abc', why: WHY })
    expect(memory.has('"v2"')).toBe(true)
    expect(memory.has('abc')).toBe(true)
    expect(memory.get('abc')).toMatchObject({ version: '"v2"', why: WHY })
    expect(memory.has('"v1"')).toBe(false)
    expect(memory.get('"v1"')).toBeUndefined()
  })

  it('remembers a payload without a version', () => {
    const { memory } = clocked()
    memory.add({ digest: 'abc', why: WHY })
    expect(memory.has('abc')).toBe(true)
    expect(memory.has('undefined')).toBe(false)
  })

  it('remembers for an hour unless told otherwise', () => {
    const { memory, clock } = clocked()
    memory.add({ digest: 'abc', why: WHY })
    clock.time += HOUR - 1
    expect(memory.has('abc')).toBe(true)
    clock.time += 1
    expect(memory.has('abc')).toBe(false)
  })

  it('counts from the last time that a payload was refused', () => {
    const { memory, clock } = clocked(100)
    memory.add({ digest: 'abc', why: WHY })
    clock.time += 60
    memory.add({ digest: 'abc', why: 'ERR_TERM_REFUSED: no' })
    clock.time += 60
    expect(memory.get('abc')?.why).toBe('ERR_TERM_REFUSED: no')
    clock.time += 40
    expect(memory.has('abc')).toBe(false)
  })

  it('remembers nothing for 0 ms', () => {
    const { memory } = clocked(0)
    memory.add({ digest: 'abc', why: WHY })
    expect(memory.has('abc')).toBe(false)
  })

  it('knows the same bytes under the tags of two servers', () => {
    const { memory } = clocked()
    memory.add({ version: 'from-a', digest: 'abc', why: WHY })
    memory.add({ version: 'from-b', digest: 'abc', why: WHY })
    expect([memory.has('from-a'), memory.has('from-b')]).toEqual([true, true])
  })

  it('forgets all when told to', () => {
    const { memory } = clocked()
    memory.add({ version: 'v2', digest: 'abc', why: WHY })
    memory.clear()
    expect(memory.has('v2')).toBe(false)
  })

  it('holds the last 16 that are not yet forgotten, whatever happens', () => {
    const step = fc.record({ digest: fc.integer({ min: 0, max: 40 }).map(String), wait: fc.nat(30) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { memory, clock } = clocked(200)
        const refusedAt = new Map<string, number>()
        for (const { digest, wait } of steps) {
          clock.time += wait
          memory.add({ digest, why: WHY })
          refusedAt.delete(digest)
          refusedAt.set(digest, clock.time)
        }
        const last = [...refusedAt].slice(-16).filter(([, at]) => clock.time < at + 200)
        const expected = new Set(last.map(([digest]) => digest))
        for (const digest of refusedAt.keys()) expect(memory.has(digest)).toBe(expected.has(digest))
      }),
    )
  })
})
