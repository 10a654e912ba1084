/** Turns: never more than there is room for, everybody's comes, and nothing stands still. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/term/turn.ts'
import { turnLine } from '../../src/tree/turn-line.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const MOST_OF_ONE_ORIGIN = 16

/** A line, and what a test sees of it. */
function lineOf(limit: number) {
  const time = simulatedTime()
  const line = turnLine(limit, time.clock)
  const began: string[] = []
  const asking = new Map<string, Turn>()
  const waiting = new Map<string, Turn>()
  const take = (name: string, origin: string, isUrgent = false) => {
    let hasBegun = false
    const turn = line.take(origin, isUrgent, () => {
      hasBegun = true
      began.push(name)
      const waited = waiting.get(name)
      waiting.delete(name)
      if (waited !== undefined) asking.set(name, waited)
    })
    if (hasBegun) asking.set(name, turn)
    else waiting.set(name, turn)
  }
  const end = (name: string) => {
    const turn = asking.get(name) ?? waiting.get(name)
    asking.delete(name)
    waiting.delete(name)
    turn?.giveBack()
  }
  return { time, began, asking, waiting, take, end }
}

const step = fc.oneof(
  fc.record({ does: fc.constant('take' as const), origin: fc.nat({ max: 3 }), isUrgent: fc.boolean() }),
  fc.record({ does: fc.constant('end' as const), which: fc.nat({ max: 99 }) }),
  fc.record({ does: fc.constant('leave' as const), which: fc.nat({ max: 99 }) }),
  fc.record({ does: fc.constant('hurry' as const), which: fc.nat({ max: 99 }) }),
)

describe('those who ask', () => {
  it('P15: are never more than there is room for, in all and at one origin, and all of them have their turn', () => {
    const round = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 300 }))
    fc.assert(
      fc.property(round, ([limit, steps]) => {
        const { asking, waiting, began, take, end } = lineOf(limit)
        const originOf = new Map<string, number>()
        const at = <T>(map: Map<string, T>, which: number) => [...map.keys()][which % Math.max(1, map.size)]
        let gone = 0
        const look = () => {
          const counts = [0, 1, 2, 3].map(
            (origin) => [...asking.keys()].filter((name) => originOf.get(name) === origin).length,
          )
          const most = Math.min(limit, MOST_OF_ONE_ORIGIN)
          expect(asking.size).toBeLessThanOrEqual(limit)
          for (const count of counts) expect(count).toBeLessThanOrEqual(most)
          // Nobody waits for a place that is free.
          if (asking.size < limit)
            for (const name of waiting.keys()) expect(counts[originOf.get(name) as number]).toBe(most)
        }
        for (const [index, step] of steps.entries()) {
          if (step.does === 'take') {
            originOf.set(`${index}`, step.origin)
            take(`${index}`, `${step.origin}`, step.isUrgent)
          } else {
            const from = step.does === 'end' ? asking : waiting
            const name = at(from, step.which)
            if (name === undefined) continue
            if (step.does === 'hurry') waiting.get(name)?.hurry()
            else {
              if (step.does === 'leave') gone += 1
              end(name)
            }
          }
          look()
        }
        while (asking.size > 0) {
          end([...asking.keys()][0] as string)
          look()
        }
        expect(waiting.size).toBe(0)
        expect(began).toHaveLength(originOf.size - gone)
        expect(new Set(began).size).toBe(began.length)
      }),
    )
  })

  it('come in the order in which they came, those first whom somebody waits for', () => {
    const { began, take, end } = lineOf(1)
    take('runs', 'a')
    for (const name of ['one', 'two']) take(name, 'a')
    for (const name of ['urgent', 'too']) take(name, 'a', true)
    for (const name of ['runs', 'urgent', 'too', 'one']) end(name)
    expect(began).toEqual(['runs', 'urgent', 'too', 'one', 'two'])
  })

  it('come though others are always more urgent', () => {
    const { began, take, end } = lineOf(1)
    take('0', 'a', true)
    take('calm', 'a')
    for (let next = 1; next < 10; next++) {
      take(`${next}`, 'a', true)
      end(began.at(-1) as string)
    }
    expect(began).toContain('calm')
  })

  it('of one origin keep nobody from asking another', () => {
    const { asking, take } = lineOf(32)
    for (let index = 0; index < 100; index++) take(`hangs-${index}`, 'hangs')
    take('other', 'other')
    expect(asking.has('other')).toBe(true)
    expect(asking.size).toBe(MOST_OF_ONE_ORIGIN + 1)
  })

  it('of many origins take turns', () => {
    const { began, take, end } = lineOf(1)
    take('runs', 'x')
    for (const origin of ['a', 'b']) for (const name of ['1', '2']) take(origin + name, origin)
    for (let index = 0; index < 4; index++) end(began.at(-1) as string)
    expect(began.slice(1)).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  it('who hurries goes before those whom nobody waits for', () => {
    const { began, waiting, take, end } = lineOf(1)
    take('runs', 'a')
    take('calm', 'a')
    take('late', 'a')
    waiting.get('late')?.hurry()
    end('runs')
    expect(began.at(-1)).toBe('late')
  })
})

describe('where nobody ends', () => {
  it.each([
    ['the tree', 2, ['a', 'b', 'c', 'd']],
    ['one origin', 32, Array.from({ length: 18 }, () => 'a')],
  ])(
    'P9: %s lets one more begin after each second, and is as narrow as before once they end',
    async (_, limit, origins) => {
      const { time, asking, waiting, take, end } = lineOf(limit)
      for (const [index, origin] of origins.entries()) take(`${index}`, origin)
      const before = asking.size
      expect(waiting.size).toBe(2)
      await time.advance('2s')
      expect(asking.size).toBeGreaterThan(before)
      await time.advance('3s')
      expect(waiting.size).toBe(0)
      for (const name of [...asking.keys()]) end(name)
      for (const [index, origin] of origins.entries()) take(`again-${index}`, origin)
      expect(asking.size).toBe(before)
    },
  )

  it('nothing is widened while some end', async () => {
    const { time, began, asking, take, end } = lineOf(2)
    for (let index = 0; index < 100; index++) take(`${index}`, `${index}`)
    for (let turn = 0; turn < 50; turn++) {
      await time.advance(400)
      end(began.at(-1) as string)
      expect(asking.size).toBe(2)
    }
  })
})
