/** What an inspector sees is small, whatever there is to see. @module */

import { expect, test } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { plainInspection } from '../../src/observe/inspector/plain.ts'

const seen = (fields: object): Record<string, unknown> => {
  const event = { type: 'it.happened', ...fields }
  const plain = plainInspection({ type: '@xstate.event', event } as unknown as InspectionEvent)
  return (plain as unknown as { event: Record<string, unknown> }).event
}

test('a text has 200 characters at most', () => {
  expect(seen({ text: 'x'.repeat(200) }).text).toBe('x'.repeat(200))
  expect(seen({ text: 'x'.repeat(201) }).text).toBe(`${'x'.repeat(200)}… (201 characters)`)
})

test('a list and an object have 50 members at most', () => {
  const list = Array.from({ length: 51 }, (_, n) => n)
  expect(seen({ list }).list).toEqual(list.slice(0, 50))
  expect(Object.keys(seen({ object: { ...list } }).object as object)).toHaveLength(50)
})

test('four levels are seen, of the fifth its class', () => {
  expect(seen({ a: { b: { c: { d: {} } } }, e: [[[[1]]]] })).toEqual({
    type: 'it.happened',
    a: { b: { c: { d: '[Object]' } } },
    e: [[['[Array]']]],
  })
})

test('what is no plain data is named', () => {
  const bare = Object.create(null)
  bare.n = 1
  const named = function decode() {}
  const fields = {
    big: 10n,
    sign: Symbol('x'),
    named,
    nameless: [() => {}],
    date: new Date(0),
    bare,
    none: null,
  }
  expect(seen(fields)).toEqual({
    type: 'it.happened',
    big: '10',
    sign: 'Symbol(x)',
    named: '[decode]',
    nameless: ['[function]'],
    date: '1970-01-01T00:00:00.000Z',
    bare: { n: 1 },
    none: null,
  })
})

test('of what an actor worked on, numbers alone are seen', () => {
  const { output, data, input } = seen({ output: { n: 1, t: 'x', o: {} }, data: 'secret', input: [1] })
  expect([output, data, input]).toEqual([
    { n: 1, t: '… (1 characters)', o: '[Object]' },
    '… (6 characters)',
    [1],
  ])
})

test('the kinds that no inspector shows are left out', () => {
  expect(plainInspection({ type: '@xstate.microstep' } as InspectionEvent)).toBeUndefined()
})
