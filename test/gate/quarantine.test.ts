/** Remembering what was refused. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quarantine } from '../../src/gate/quarantine.ts'

const CODE = 'ERR_TERM_SCHEMA'
const HOUR = 3_600_000

function clocked(forMs?: number) {
  const clock = { time: 1000 }
  return { clock, memory: quarantine({ forMs, now: () => clock.time }) }
}

describe('quarantine', () => {
  it('finds a payload by its version and by its digest', () => {
    const { memory } = clocked()
    memory.add({ version: '"v2"', digest: 'abc', code: CODE })
    expect(memory.has('"v2"')).toBe(true)
    expect(memory.has('abc')).toBe(true)
    expect(memory.get('abc')).toMatchObject({ version: '"v2"', code: CODE })
    expect(memory.has('"v1"')).toBe(false)
    expect(memory.get('"v1"')).toBeUndefined()
  })

  it('remembers a payload without a version', () => {
    const { memory } = clocked()
    memory.add({ digest: 'abc', code: CODE })
    expect(memory.has('abc')).toBe(true)
    expect(memory.has('undefined')).toBe(false)
  })

  it('remembers for an hour unless told otherwise', () => {
    const { memory, clock } = clocked()
    memory.add({ digest: 'abc', code: CODE })
    clock.time += HOUR - 1
    expect(memory.has('abc')).toBe(true)
    clock.time += 1
    expect(memory.has('abc')).toBe(false)
  })

  it('counts from the last time that a payload was refused', () => {
    const { memory, clock } = clocked(100)
    memory.add({ digest: 'abc', code: CODE })
    clock.time += 60
    memory.add({ digest: 'abc', code: 'ERR_TERM_REFUSED' })
    clock.time += 60
    expect(memory.get('abc')?.code).toBe('ERR_TERM_REFUSED')
    clock.time += 40
    expect(memory.has('abc')).toBe(false)
  })

  it('remembers nothing for 0 ms', () => {
    const { memory } = clocked(0)
    memory.add({ digest: 'abc', code: CODE })
    expect(memory.has('abc')).toBe(false)
  })

  it('knows the same bytes under the tags of two servers', () => {
    const { memory } = clocked()
    memory.add({ version: 'from-a', digest: 'abc', code: CODE })
    memory.add({ version: 'from-b', digest: 'abc', code: CODE })
    expect([memory.has('from-a'), memory.has('from-b')]).toEqual([true, true])
  })

  it('forgets all when told to', () => {
    const { memory } = clocked()
    memory.add({ version: 'v2', digest: 'abc', code: CODE })
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
          memory.add({ digest, code: CODE })
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
