/** The variable that a value rests in. @module */

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/index.ts'
import { cell } from '../../src/store/cell.ts'
import { AT, shelved } from '../support/editions.ts'

describe('an empty cell', () => {
  it('P3: says so by an error with a code and the name', () => {
    const empty = cell({ name: 'prices' })
    for (const read of [() => empty.get(), () => empty.snapshot()]) {
      expect(read).toThrow(TermError)
      expect(read).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED', term: 'prices' }))
    }
    expect(empty.live()).toBeUndefined()
    expect(empty.current()).toBeUndefined()
  })
})

describe('an initial value', () => {
  it.each([[undefined], [null], [0], ['']])('may be %o', (value) => {
    const held = cell<unknown>({ name: 'prices' }, { value })
    expect(held.get()).toBe(value)
    expect(held.snapshot()).toEqual({
      value,
      version: undefined,
      updatedAt: undefined,
      confirmedAt: undefined,
      bytes: undefined,
      origin: 'initial',
      stale: false,
      expired: false,
    })
  })
})

describe('a value', () => {
  it.each([[undefined], [null], [0], ['']])('may be %o', (value) => {
    const { held, publish } = shelved<unknown>()
    publish({ value })
    expect(held.get()).toBe(value)
    expect(held.snapshot()).toMatchObject({ version: 'v1', origin: 'remote' })
  })

  it('is the very object that was given, not a copy', () => {
    const { held, publish } = shelved<object>()
    const value = { eur: 1 }
    publish({ value })
    expect(held.get()).toBe(value)
    expect(held.snapshot().value).toBe(value)
  })

  it('P2: is replaced with all that is known of it in one moment', () => {
    const { held, publish } = shelved<object>()
    publish({ value: { eur: 1 }, bytes: 9 })
    const before = held.snapshot()
    publish({ value: { eur: 2 }, version: 'v2', bytes: 10, publishedAt: AT + 5 })
    expect(before).toMatchObject({ value: { eur: 1 }, version: 'v1', bytes: 9, updatedAt: new Date(AT) })
    expect(held.snapshot()).toEqual({
      value: { eur: 2 },
      version: 'v2',
      bytes: 10,
      updatedAt: new Date(AT + 5),
      confirmedAt: new Date(AT + 5),
      origin: 'remote',
      stale: false,
      expired: false,
    })
  })
})

describe('those who watch a cell', () => {
  it('are called after each change, and no longer when they end it', () => {
    const { held, kept, publish, confirm } = shelved<number>()
    const seen: unknown[] = []
    const unwatch = held.watch(() => seen.push(held.get(), held.live()?.standing))
    held.watch(() => {})()
    publish({ value: 1 })
    kept.markStale()
    confirm(AT)
    expect(seen).toEqual([1, 'fresh', 1, 'stale', 1, 'fresh'])
    unwatch()
    unwatch()
    publish({ value: 2 })
    expect(seen).toHaveLength(6)
  })
})

it('takes what is live elsewhere as it is', () => {
  const one = cell<number>({ name: 'prices' }, { value: 1 })
  const other = cell<number>({ name: 'prices' })
  other.hold(one.live() ?? expect.fail(), true)
  expect(other.get()).toBe(1)
  expect(other.live()).toBe(one.live())
})

it('counts its editions, and not the news of them', () => {
  const { held, kept, publish, confirm } = shelved<number>()
  expect(held.publications()).toBe(0)
  publish({ value: 1 })
  confirm(AT)
  kept.markStale()
  held.hold(held.live() ?? expect.fail(), false)
  expect(held.publications()).toBe(1)
  publish({ value: 1 })
  expect(held.publications()).toBe(2)
  expect(cell({ name: 'prices' }, { value: 1 }).publications()).toBe(1)
})

describe('P2: a snapshot', () => {
  const published = () => {
    const all = shelved<number>()
    all.publish({ value: 1, bytes: 7 })
    return all
  }

  it('keeps its dates, whatever is done to those that it gave', () => {
    const { held, kept, confirm } = published()
    held.snapshot().updatedAt?.setTime(0)
    held.snapshot().confirmedAt?.setFullYear(1999)
    confirm(AT + 1)
    held.snapshot().updatedAt?.setTime(0)
    kept.markStale()

    expect(held.snapshot()).toEqual({
      value: 1,
      version: 'v1',
      updatedAt: new Date(AT),
      confirmedAt: new Date(AT + 1),
      origin: 'remote',
      stale: true,
      expired: false,
      bytes: 7,
    })
  })

  it('is copied, cloned, written and printed with its dates', () => {
    const snapshot = published().held.snapshot()
    const plain = { ...snapshot }

    expect(plain.updatedAt).toEqual(new Date(AT))
    expect(structuredClone(snapshot)).toEqual(plain)
    expect(JSON.stringify(snapshot)).toBe(JSON.stringify(plain))
    expect(inspect(snapshot)).toBe(inspect(plain))
    expect(Reflect.ownKeys(plain)).toEqual(Object.keys(snapshot))
  })

  it('is of the moment in which it was read', () => {
    const { held, kept, confirm } = published()
    const before = held.snapshot()
    confirm(AT + 1)
    kept.markStale()
    expect(before).toMatchObject({ confirmedAt: new Date(AT), stale: false })
  })

  it('is frozen, and the same until something is new', () => {
    const { held, confirm } = published()
    expect(held.snapshot()).toSatisfy(Object.isFrozen)
    expect(() => Object.assign(held.snapshot(), { version: 'mine' })).toThrow(TypeError)
    expect(held.snapshot()).toBe(held.snapshot())
    const before = held.snapshot()
    confirm(AT + 1)
    expect(held.snapshot()).not.toBe(before)
  })
})
