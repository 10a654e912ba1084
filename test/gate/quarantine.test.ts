/** Remembering what was refused. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quarantine } from '../../src/gate/quarantine.ts'

const WHY = 'ERR_TERM_SCHEMA: no'
const HOUR = 3_600_000

function clocked(forMs?: number) {
  const clock = { time: 1000 }
  const read = { now: () => clock.time, monotonic: () => clock.time }
  return { clock, memory: quarantine({ forMs, clock: () => read }) }
}

describe('P7: a quarantine', () => {
  it('finds a payload by its digest', () => {
    const { memory } = clocked()
    memory.add({ digest: 'abc', why: WHY })
    expect(memory.has('abc')).toBe(true)
    expect(memory.get('abc')).toMatchObject({ why: WHY })
    expect(memory.has('abd')).toBe(false)
    expect(memory.get('abd')).toBeUndefined()
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

  it('forgets all when told to', () => {
    const { memory } = clocked()
    memory.add({ digest: 'abc', why: WHY })
    for (let time = 0; time < 2; time++) memory.saw('v2', 'abc')
    memory.clear()
    expect(memory.has('abc')).toBe(false)
    memory.add({ digest: 'abc', why: WHY })
    expect(memory.behind('v2')).toBeUndefined()
  })

  it('holds the last 16, and the same bytes once, however often they are refused', () => {
    const { memory } = clocked()
    const digests = Array.from({ length: 17 }, (_, index) => `d${index}`)
    for (const digest of digests.slice(0, 16)) memory.add({ digest, why: WHY })
    for (let time = 0; time < 40; time++) memory.add({ digest: 'd1', why: WHY })
    expect(digests.map(memory.has)).toEqual([...Array(16).fill(true), false])
    memory.add({ digest: 'd16', why: WHY })
    expect(digests.map(memory.has)).toEqual([false, ...Array(16).fill(true)])
  })

  it('holds the last 16 that are not yet forgotten, whatever happens', () => {
    const step = fc.record({ digest: fc.integer({ min: 0, max: 40 }).map(String), wait: fc.nat(15) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
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

describe('a name', () => {
  const refusing = (...digests: readonly string[]) => {
    const { memory, clock } = clocked()
    for (const digest of digests) memory.add({ digest, why: WHY })
    return { memory, clock }
  }
  const seen = (
    memory: Pick<ReturnType<typeof quarantine>, 'saw' | 'behind'>,
    ...digests: readonly string[]
  ) => {
    for (const digest of digests) memory.saw('v2', digest)
    return memory.behind('v2')?.digest
  }

  it.each<[string, readonly string[], string | undefined]>([
    ['was seen with them once', ['bad'], undefined],
    ['was seen with them twice', ['bad', 'bad'], 'bad'],
    ['was seen with others that were refused in between', ['bad', 'worse', 'bad'], undefined],
    ['was seen with others twice since', ['bad', 'bad', 'worse', 'worse'], 'worse'],
    ['was seen with good ones since', ['bad', 'bad', 'good'], undefined],
    ['was seen with good ones in between', ['bad', 'good', 'bad'], undefined],
  ])('that %s stands for refused bytes accordingly', (_, digests, expected) => {
    expect(seen(refusing('bad', 'worse').memory, ...digests)).toBe(expected)
  })

  it('stands for nothing when its bytes may be tried again', () => {
    const { memory, clock } = refusing('bad')
    seen(memory, 'bad', 'bad')
    clock.time += HOUR
    expect(memory.behind('v2')).toBeUndefined()
    memory.add({ digest: 'bad', why: WHY })
    expect(memory.behind('v2')?.digest).toBe('bad')
  })

  it('is one of several for the same bytes, and pushes no other bytes out', () => {
    const digests = Array.from({ length: 16 }, (_, index) => `d${index}`)
    const { memory } = refusing(...digests)
    for (let server = 0; server < 40; server++) {
      for (let time = 0; time < 2; time++) memory.saw(`from-${server}`, 'd0')
    }
    expect(digests.every(memory.has)).toBe(true)
    expect(memory.behind('from-23')).toBeUndefined()
    expect(memory.behind('from-24')?.digest).toBe('d0')
    expect(memory.behind('from-39')?.digest).toBe('d0')
  })
})

describe('the times of a quarantine', () => {
  const YEARS = 5 * 365 * 24 * HOUR
  /** Two clocks: time passes on both, and somebody may set the one that people read. */
  function twoClocks() {
    let passed = 0
    let offset = Date.UTC(2026, 0, 1)
    const read = { now: () => offset + passed, monotonic: () => passed }
    return {
      clock: () => read,
      pass: (ms: number) => {
        passed += ms
      },
      set: (ms: number) => {
        offset += ms
      },
    }
  }

  it.each([
    ['forward', YEARS],
    ['back', -YEARS],
  ])('are those that passed, though a clock is set %s by years', (_, step) => {
    const { clock, pass, set } = twoClocks()
    const memory = quarantine({ clock })
    memory.add({ digest: 'abc', why: WHY })
    pass(HOUR / 2)
    set(step)
    expect(memory.has('abc')).toBe(true)
    pass(HOUR / 2 - 1)
    expect(memory.has('abc')).toBe(true)
    pass(1)
    expect(memory.has('abc')).toBe(false)
  })

  it('go on in another process, as plain data', () => {
    const { clock, pass } = twoClocks()
    const memory = quarantine({ clock })
    memory.add({ digest: 'abc', why: WHY })
    for (let time = 0; time < 2; time++) memory.saw('v2', 'abc')
    const kept = JSON.parse(JSON.stringify(memory.kept()))
    pass(HOUR - 1)
    const next = quarantine({ clock, kept })
    expect(next.behind('v2')).toMatchObject({ digest: 'abc', why: WHY })
    pass(1)
    expect(next.has('abc')).toBe(false)
  })

  it('last no longer than any other where the clock went back by years in between', () => {
    const { clock, pass, set } = twoClocks()
    const memory = quarantine({ clock })
    memory.add({ digest: 'abc', why: WHY })
    set(-YEARS)
    const next = quarantine({
      clock,
      kept: { ...memory.kept(), refused: [{ digest: 'abc', why: WHY, at: Date.UTC(2026, 0, 1) }] },
    })
    expect(next.has('abc')).toBe(true)
    pass(HOUR)
    expect(next.has('abc')).toBe(false)
  })

  it('are kept as the moments of the clock as it is set now', () => {
    const { clock, set } = twoClocks()
    const memory = quarantine({ clock })
    memory.add({ digest: 'abc', why: WHY })
    set(YEARS)
    expect(memory.kept().refused).toMatchObject([{ at: Date.UTC(2026, 0, 1) + YEARS }])
  })
})

it('a refusal on a clock that is years ahead lasts no longer on another one', () => {
  const clockAt = (start: number) => {
    const time = { passed: 0 }
    return { time, clock: { now: () => start + time.passed, monotonic: () => time.passed } }
  }
  const ahead = clockAt(30 * 365 * 24 * HOUR)
  const here = clockAt(5_000)
  let clock = ahead.clock
  const memory = quarantine({ forMs: 1_000, clock: () => clock })
  memory.add({ digest: 'd1', why: WHY })
  clock = here.clock
  expect(memory.has('d1')).toBe(true)
  here.time.passed = 1_000
  expect(memory.has('d1')).toBe(false)
})
