/** A value that goes over in steps is the same at the other end. @module */

import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builder } from '../../../src/portable/steps/put-together.ts'
import { takeApart } from '../../../src/portable/steps/take-apart.ts'
import { NARROW } from '../../support/generators.ts'

function handedOver(value: unknown, messageWeight: number): unknown {
  const { take, value: built } = builder()
  for (const steps of takeApart(value, messageWeight)) take(structuredClone(steps))
  return built()
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.double(),
      fc.bigInt(),
      fc.date(),
      fc.boolean(),
      fc.constantFrom(null, undefined),
      fc.uint8Array({ maxLength: 300 }),
    ),
    fc.array(tie('value'), NARROW),
    fc.dictionary(
      fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('__proto__', 'constructor', '7')),
      tie('value'),
      { maxKeys: 10, size: 'small' },
    ),
    fc.array(fc.tuple(tie('value'), tie('value')), NARROW).map((entries) => new Map(entries)),
    fc.array(tie('value'), NARROW).map((members) => new Set(members)),
  ),
}))

/** With types, and the order of keys. */
const textOf = (value: unknown): string =>
  inspect(value, { depth: null, maxArrayLength: null, maxStringLength: null })

describe('a value that is taken apart', () => {
  it('is put together as structuredClone has it, however small the messages', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 2, max: 20 }), (value, messageWeight) => {
        const expected = structuredClone(value)
        expect(textOf(handedOver(value, messageWeight))).toBe(textOf(expected))
      }),
      { numRuns: 200 },
    )
  })

  it('keeps its cycles', () => {
    const self: Record<string, unknown> = { name: 'self' }
    self.self = self
    self.list = [self, new Map([[1, self]]), new Set([self])]
    const seen = handedOver(self, 4) as typeof self & { list: [unknown, Map<number, unknown>, Set<unknown>] }
    expect(seen.self).toBe(seen)
    expect(seen.list[0]).toBe(seen)
    expect(seen.list[1].get(1)).toBe(seen)
    expect(seen.list[2].has(seen)).toBe(true)
  })

  it('has undefined for a key of a map', () => {
    const map = new Map<unknown, unknown>([
      [undefined, 1],
      [{ a: 1 }, undefined],
      [null, new Map([[undefined, [1, 2, 3]]])],
    ])
    expect(handedOver(map, 3)).toEqual(map)
  })

  it('may be nested 20,000 deep', () => {
    let value: unknown[] = []
    for (let i = 1; i < 20_000; i++) value = [value]
    let depth = 0
    for (let inner = handedOver(value, 10) as unknown[] | undefined; inner; inner = inner[0] as unknown[])
      depth++
    expect(depth).toBe(20_000)
  })

  it('goes over in messages of about the weight that is asked for', () => {
    const value = { rows: Array.from({ length: 10_000 }, (_, i) => ({ i })) }
    const messages = [...takeApart(value, 100)]
    expect(messages.length).toBeGreaterThan(150)
    expect(messages.length).toBeLessThan(500)
  })
})
