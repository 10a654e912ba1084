/** Guards against the live value. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { checkGuards, type Guard, type GuardRules, judgeGuards } from '../../src/gate/guards.ts'

const signal = new AbortController().signal
const judged = <T>(guards: GuardRules | Guard<T>, next: T, live?: T) =>
  judgeGuards<T>(guards, next, live, signal)
const ofSize = (size: number, value: unknown = 0): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, value]))

describe('minRecords', () => {
  it('holds for the first value, too', async () => {
    expect(await judged({ minRecords: 10 }, ofSize(10))).toBeUndefined()
    expect(await judged({ minRecords: 10 }, ofSize(9))).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'minRecords',
      message: 'minRecords 10: 9 records',
      figures: { minRecords: 10, next: 9 },
    })
    expect(await judged({ minRecords: 2 }, ['one'])).toMatchObject({ message: 'minRecords 2: 1 record' })
  })
})

describe('maxShrink', () => {
  it('F34: is the share that may be lost', async () => {
    expect(await judged({ maxShrink: 0.2 }, ofSize(800), ofSize(1_000))).toBeUndefined()
    expect(await judged({ maxShrink: 0.2 }, ofSize(799), ofSize(1_000))).toMatchObject({ rule: 'maxShrink' })
    expect(await judged({ maxShrink: 0.2 }, ofSize(12), ofSize(1_000))).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'maxShrink',
      message: 'maxShrink 0.2: 1,000 records -> 12, 98.8 % fewer',
      figures: { maxShrink: 0.2, live: 1_000, next: 12, share: 0.988 },
    })
  })

  it('is exact, whatever a division adds', async () => {
    for (let live = 10; live <= 1_000; live += 10) {
      const [least, fewer] = [Array((live * 7) / 10).fill(0), Array((live * 7) / 10 - 1).fill(0)]
      const before = Array(live).fill(0)
      expect(await judged({ maxShrink: 0.3 }, least, before)).toBeUndefined()
      expect(await judged({ maxShrink: 0.3 }, fewer, before)).toMatchObject({ rule: 'maxShrink' })
    }
  })

  it('of 0 lets nothing be lost, and of 1 all', async () => {
    expect(await judged({ maxShrink: 0 }, ofSize(9), ofSize(10))).toMatchObject({ rule: 'maxShrink' })
    expect(await judged({ maxShrink: 1 }, ofSize(0), ofSize(10))).toBeUndefined()
  })
})

describe('maxGrowth', () => {
  it('F34: is the share that may be won', async () => {
    expect(await judged({ maxGrowth: 0.5 }, ofSize(150), ofSize(100))).toBeUndefined()
    expect(await judged({ maxGrowth: 0.5 }, ofSize(200), ofSize(100))).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'maxGrowth',
      message: 'maxGrowth 0.5: 100 records -> 200, 100 % more',
      figures: { maxGrowth: 0.5, live: 100, next: 200, share: 1 },
    })
    expect(await judged({ maxGrowth: 2 }, ofSize(300), ofSize(100))).toBeUndefined()
  })
})

describe('maxChange', () => {
  it('is the share that may differ', async () => {
    const live = ofSize(100)
    const next = (changed: number) => ({ ...live, ...ofSize(changed, 1) })
    expect(await judged({ maxChange: 0.1 }, next(10), live)).toBeUndefined()
    expect(await judged({ maxChange: 0.1 }, { ...next(10), more: 1 }, live)).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'maxChange',
      message: 'maxChange 0.1: 11 beside 100 records differ, 11 % (1 added, 0 removed, 10 changed)',
      figures: { maxChange: 0.1, live: 100, added: 1, removed: 0, changed: 10, share: 0.11 },
    })
  })
})

describe('beside a live value that is none, or empty', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty list', []],
  ])('there is only `minRecords`: %s', async (_, live) => {
    const rules = { maxShrink: 0, maxGrowth: 0, maxChange: 0 }
    expect(await judged<unknown>(rules, ofSize(100), live)).toBeUndefined()
    expect(await judged<unknown>({ ...rules, minRecords: 101 }, ofSize(100), live)).toMatchObject({
      rule: 'minRecords',
    })
  })
})

it('a live value that has no records, such as a handle that `get` returns, can not be compared with', async () => {
  const refusal = { code: 'ERR_TERM_GUARD', rule: 'guards' }
  for (const rule of ['maxShrink', 'maxGrowth', 'maxChange']) {
    expect(await judged<unknown>({ [rule]: 1 }, ofSize(100), 'a handle')).toMatchObject(refusal)
  }
  expect(await judged<unknown>({ minRecords: 1 }, ofSize(100), 'a handle')).toBeUndefined()
})

describe('several rules', () => {
  it('are asked in their order, and the first that is broken is told', async () => {
    const rules = { minRecords: 5, maxShrink: 0.1, maxChange: 0 }
    expect(await judged(rules, ofSize(4), ofSize(100))).toMatchObject({ rule: 'minRecords' })
    expect(await judged(rules, ofSize(6), ofSize(100))).toMatchObject({ rule: 'maxShrink' })
    expect(await judged(rules, ofSize(99), ofSize(100))).toMatchObject({ rule: 'maxChange' })
  })
})

describe('a value that was changed in its place', () => {
  it('is held to what it had when it was judged', async () => {
    const value: Record<string, unknown> = { ...ofSize(10) }
    expect(await judged({ maxShrink: 0.2 }, value)).toBeUndefined()
    for (let index = 1; index < 10; index++) delete value[`k${index}`]
    expect(await judged({ maxShrink: 0.2 }, value, value)).toMatchObject({ rule: 'maxShrink' })
  })
})

describe('what has no records', () => {
  class Prices {}
  it.each<[string, unknown]>([
    ['a text', 'prices'],
    ['bytes', new Uint8Array(100)],
    ['a date', new Date()],
    ['an instance of a class', new Prices()],
    ['nothing', undefined],
  ])('is refused by rules: %s', async (_, next) => {
    expect(await judged<unknown>({ minRecords: 1 }, next)).toMatchObject({
      code: 'ERR_TERM_GUARD',
      rule: 'guards',
    })
    expect(await judged<unknown>({}, next)).toBeUndefined()
  })

  it('is refused, too, where counting it throws', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(await judged<unknown>({ minRecords: 1 }, proxy)).toMatchObject({ rule: 'guards' })
  })
})

describe('a function', () => {
  it('gets the new value and the live one', async () => {
    const seen: unknown[] = []
    await judged((...given) => void seen.push(given), 2, 1)
    await judged((...given) => void seen.push(given), 2)
    expect(seen).toEqual([
      [2, 1],
      [2, undefined],
    ])
  })

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['true', () => true],
    ['a promise of true', async () => true],
  ])('passes on %s', async (_, guard) => {
    expect(await judged(guard as Guard<number>, 1)).toBeUndefined()
  })

  it.each<[string, () => unknown, string]>([
    ['false', () => false, '`guards` refused the value'],
    ['null', () => null, '`guards` refused the value'],
    ['a number', () => 0, '`guards` refused the value'],
    ['why not', () => 'EUR fell by half', '`guards` refused the value: EUR fell by half'],
    ['a promise of why not', async () => 'too odd', '`guards` refused the value: too odd'],
  ])('refuses on %s', async (_, guard, message) => {
    expect(await judged(guard as Guard<number>, 1)).toEqual({
      code: 'ERR_TERM_GUARD',
      rule: 'guards',
      message,
    })
  })

  it('refuses by throwing, and quotes nothing of the value', async () => {
    const thrown = new Error('saw SECRET-CANARY')
    const answer = await judged(
      () => {
        throw thrown
      },
      { note: 'SECRET-CANARY' },
    )
    expect(answer).toMatchObject({ code: 'ERR_TERM_GUARD', cause: thrown })
    expect(answer?.message).not.toContain('CANARY')
  })

  it('passes on a failure of another term, of which the value is not to blame', async () => {
    const failure = new TermError('ERR_TERM_NOT_LOADED', '[rates] has no value yet')
    const guard = () => Promise.reject(failure)
    await expect(judged(guard, 1)).rejects.toBe(failure)
  })
})

describe('many records', () => {
  it('are compared between turns of the event loop', async () => {
    let turns = 0
    let timer = setImmediate(function tick() {
      turns += 1
      timer = setImmediate(tick)
    })
    const records = () => Array.from({ length: 100_000 }, (_, index) => ({ index, tags: ['a', 'b'] }))
    expect(await judged({ maxChange: 0 }, records(), records())).toBeUndefined()
    clearImmediate(timer)
    expect(turns).toBeGreaterThan(1)
  })
})

describe('an attempt that is over', () => {
  it('has nothing compared any more', async () => {
    const controller = new AbortController()
    const [live, next] = [Array(200_000).fill({ a: [1] }), Array(200_000).fill({ a: [2] })]
    const answer = judgeGuards({ maxChange: 0.5 }, next, live, controller.signal)
    controller.abort()
    await expect(answer).rejects.toBe(controller.signal.reason)
  })
})

describe('options', () => {
  it('are kept as they were', () => {
    const rules = { minRecords: 1, maxShrink: 0.2 }
    const checked = checkGuards('remoteTerm', rules)
    rules.maxShrink = 1
    expect(checked).toMatchObject({ minRecords: 1, maxShrink: 0.2 })
    const guard = () => true
    expect(checkGuards('remoteTerm', guard)).toBe(guard)
  })

  it.each<[unknown, string]>([
    [7, 'remoteTerm: expected `guards` to be an object, got `7` (number)'],
    [{ maxShrnk: 0.2 }, 'did you mean `maxShrink`?'],
    [{ minRecords: 0 }, 'expected `guards.minRecords` to be a whole number, at least 1, got `0` (number)'],
    [{ minRecords: 1.5 }, '`guards.minRecords`'],
    [
      { maxShrink: 20 },
      'expected `guards.maxShrink` to be a share from 0 to 1, got `20` (number): 20 % is 0.2',
    ],
    [{ maxShrink: -0.1 }, '`guards.maxShrink`'],
    [{ maxShrink: '20%' }, '`guards.maxShrink` to be a share from 0 to 1, got `20%` (string)'],
    [{ maxGrowth: Number.NaN }, '`guards.maxGrowth` to be a share, at least 0, got `NaN` (number)'],
    [{ maxGrowth: Number.POSITIVE_INFINITY }, '`guards.maxGrowth`'],
    [{ maxChange: null }, '`guards.maxChange`'],
  ])('that can not be are a TypeError: %j', (value, message) => {
    expect(() => checkGuards('remoteTerm', value)).toThrow(TypeError)
    expect(() => checkGuards('remoteTerm', value)).toThrow(message)
  })
})
