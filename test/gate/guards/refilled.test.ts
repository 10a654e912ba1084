/** A decoder that fills the same object once more must not have the value compared with itself. @module */

import { describe, expect, it } from 'vitest'
import { type GuardRules, judgeGuards } from '../../../src/gate/guards.ts'

const judged = (guards: GuardRules, next: unknown, live: unknown) =>
  judgeGuards(guards, next, live, new AbortController().signal)
const ofSize = (size: number): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from({ length: size }, (_, n) => [`k${n}`, n]))

describe('an object that a decoder fills once more', () => {
  const map = new Map<string, number>()
  const list: number[] = []
  const plain: Record<string, number> = {}
  const kinds: [string, (size: number) => unknown][] = [
    [
      'a map',
      (size) => {
        map.clear()
        for (const [name, value] of Object.entries(ofSize(size))) map.set(name, value)
        return map
      },
    ],
    [
      'a list',
      (size) => {
        list.splice(0, list.length, ...Array<number>(size).fill(0))
        return list
      },
    ],
    [
      'a plain object',
      (size) => {
        for (const name of Object.keys(plain)) delete plain[name]
        return Object.assign(plain, ofSize(size))
      },
    ],
  ]

  it.each(kinds)('is counted as it was published: %s', async (_, refilled) => {
    const rules = { maxShrink: 0.5, maxGrowth: 1 }
    expect(await judged(rules, refilled(10), [])).toBeUndefined()
    expect(await judged(rules, refilled(4), refilled(4))).toMatchObject({
      rule: 'maxShrink',
      figures: { live: 10, next: 4 },
    })
    // What was refused was never published.
    expect(await judged(rules, refilled(4), refilled(4))).toMatchObject({ rule: 'maxShrink' })
    expect(await judged(rules, refilled(21), refilled(21))).toMatchObject({ rule: 'maxGrowth' })
    expect(await judged({ minRecords: 5 }, refilled(4), refilled(4))).toMatchObject({ rule: 'minRecords' })
    expect(await judged(rules, refilled(6), refilled(6))).toBeUndefined()
    expect(await judged(rules, refilled(4), refilled(4))).toBeUndefined()
  })

  it.each(kinds)('is refused by `maxChange`, which can not tell: %s', async (_, refilled) => {
    expect(await judged({ maxChange: 1 }, refilled(10), [])).toBeUndefined()
    expect(await judged({ maxChange: 1 }, refilled(10), refilled(10))).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'maxChange',
      message:
        'maxChange 1: `deserialize` has returned the very object that is live, so that nothing tells what changed: return a new one',
    })
  })
})
