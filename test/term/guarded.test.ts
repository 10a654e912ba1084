/** Guards hold each value to the one that is live, and tell the figures of what they refuse. @module */

import { describe, expect, it } from 'vitest'
import { type Guards, json, remoteTerm, table } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const records = (count: number, value = 0) =>
  JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: `k${n}`, value })))
const named = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])))

async function guarded(
  deserialize: (bytes: Uint8Array) => unknown,
  guards: Guards<unknown>,
  texts: readonly string[],
  options: object = {},
) {
  const heard = hearing()
  const term = remoteTerm({
    name: 'products',
    fetcher: scripted(...texts),
    deserialize,
    guards,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    ...options,
  })
  await grow({ term }, { observers: [heard] })
  return { term, heard }
}

describe('F34: of a table, a list and an object', () => {
  it.each([
    ['table', table<unknown>({ key: 'id' }), records],
    ['json', json<unknown>, records],
    ['an object', json<unknown>, named],
  ] as const)('far fewer records are refused, and twice as many: %s', async (_, deserialize, of) => {
    const guards = { minRecords: 10, maxShrink: 0.2, maxGrowth: 0.5 }
    const { term, heard } = await guarded(deserialize, guards, [of(100), of(79), of(151), of(9), of(80)])
    const live = term.snapshot()
    const why = await outcome(term.refresh())
    expect(why).toMatchObject({ code: 'ERR_TERM_GUARD', stage: 'validate', term: 'products' })
    expect(String(why)).toContain('maxShrink 0.2: 100 records -> 79, 21 % fewer')
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_GUARD' })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_GUARD' })
    expect(term.snapshot()).toBe(live)
    expect(heard.of('term.rejected')).toMatchObject([
      { rule: 'maxShrink', figures: { maxShrink: 0.2, live: 100, next: 79, share: 0.21 }, remembered: true },
      { rule: 'maxGrowth', figures: { live: 100, next: 151 } },
      { rule: 'minRecords', figures: { minRecords: 10, next: 9 } },
    ])
    expect(await term.refresh()).toBe('updated')
  })
})

describe('F34: `maxChange`', () => {
  it.each([
    ['a table, which counts them by itself', table<unknown>({ key: 'id' })],
    ['a list', json<unknown>],
  ])('bounds how many records differ, of %s', async (_, deserialize) => {
    const { term, heard } = await guarded(deserialize, { maxChange: 0.5 }, [
      records(100),
      records(100, 1),
      records(110),
    ])
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_GUARD' })
    expect(heard.of('term.rejected')).toMatchObject([
      { rule: 'maxChange', figures: { added: 0, removed: 0, changed: 100 } },
    ])
    expect(await term.refresh()).toBe('updated')
  })

  it('has a table know its changes, and list none', async () => {
    const { term } = await guarded(table<unknown>({ key: 'id' }), { maxChange: 9 }, [records(3), records(4)])
    await term.refresh()
    expect((term.get() as { changes: object }).changes).toMatchObject({
      counts: { added: 1, removed: 0, changed: 0 },
      added: [],
    })
    const plain = await guarded(table<unknown>({ key: 'id' }), { maxShrink: 1 }, [records(3), records(4)])
    await plain.term.refresh()
    expect((plain.term.get() as { changes?: object }).changes).toBeUndefined()
  })
})

it('P5: guards come after the schema and `validate`, and see what the schema has made', async () => {
  const called: unknown[] = []
  const note = (name: string) => (next: unknown, live: unknown) => void called.push([name, next, live])
  const schema = {
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value: [value] }) },
  }
  const { term } = await guarded(json, note('guards') as Guards<unknown>, ['1', '2'], {
    schema,
    validate: note('validate'),
  })
  await term.refresh()
  expect(called).toEqual([
    ['validate', [1], undefined],
    ['guards', [1], undefined],
    ['validate', [2], [1]],
    ['guards', [2], [1]],
  ])
})

it('`initial` is no value to compare with', async () => {
  const { term, heard } = await guarded(json, { maxShrink: 0 }, ['[1]'], { initial: [1, 2, 3] })
  await heard.firstEnd()
  expect(term.get()).toEqual([1])
})

it('P7: what guards refused is remembered, and judged anew beside another live value', async () => {
  const { term } = await guarded(json, { maxShrink: 0.5 }, ['[1,2,3,4]', '[1]', '[1]', '[1,2]', '[1]'])
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_GUARD' })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
  expect(await term.refresh()).toBe('updated')
  expect(await term.refresh()).toBe('updated')
  expect(term.get()).toEqual([1])
})

it.each<[string, Guards<unknown>, string]>([
  ['answers `false`', () => false, '`guards` refused the value'],
  ['says why not', (next) => `too ${typeof next}`, '`guards` refused the value: too object'],
  [
    'throws',
    () => {
      throw new RangeError('no')
    },
    '`guards` failed: RangeError: no',
  ],
])('a function as a guard that %s refuses', async (_, guards, message) => {
  const { term } = await guarded(json, guards, ['[]'], { start: 'background' })
  expect(await outcome(term.refresh())).toMatchObject({
    code: 'ERR_TERM_GUARD',
    message: expect.stringContaining(message),
  })
  expect(term.peek()).toBeUndefined()
})

it('a guard that never answers ends with the attempt', async () => {
  const asked = deferred()
  const guards = () => {
    asked.resolve()
    return never()
  }
  const fetcher = scripted('[]')
  const term = remoteTerm({ name: 'products', fetcher, guards, start: 'background', refreshInterval: null })
  const { time } = await grow({ term })
  const refreshed = outcome(term.refresh())
  await asked.promise
  await time.advance('2m')
  expect(await refreshed).toMatchObject({
    code: 'ERR_TERM_TIMEOUT',
    message: expect.stringContaining('`guards` has not ended'),
  })
  expect(term.peek()).toBeUndefined()
})

it('wrong guards are refused at once', () => {
  const of = (guards: unknown) => () =>
    remoteTerm({ name: 'products', fetcher: scripted('[]'), guards: guards as never })
  expect(of({ maxShrink: 2 })).toThrow(
    'remoteTerm "products": expected `guards.maxShrink` to be a share from 0 to 1',
  )
  expect(of({ maxShrinkage: 0.2 })).toThrow('maxShrink')
  expect(of(0.2)).toThrow('guards')
  expect(of({})).toThrow('made of at least one of minRecords, maxShrink, maxGrowth, maxChange')
  expect(of({ maxShrink: undefined })).toThrow(TypeError)
})
