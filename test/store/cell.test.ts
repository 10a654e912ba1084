/** The variable that a value rests in. @module */

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../src/index.ts'
import { cell } from '../../src/store/cell.ts'

const AT = Date.UTC(2026, 0, 1)

describe('an empty cell', () => {
  it('says so by an error with a code and the name', () => {
    const empty = cell('prices')
    for (const read of [empty.get, empty.snapshot]) {
      expect(read).toThrow(TermError)
      expect(read).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED', term: 'prices' }))
    }
    expect(empty.peek()).toBeUndefined()
    expect(empty.current()).toBeUndefined()
  })

  it('stays empty when nothing is confirmed or stale', () => {
    const empty = cell('prices')
    empty.confirm(AT)
    empty.markStale()
    expect(empty.current()).toBeUndefined()
  })
})

describe('an initial value', () => {
  it.each([[undefined], [null], [0], ['']])('may be %o', (value) => {
    const held = cell<unknown>('prices', { value })
    expect(held.get()).toBe(value)
    expect(held.snapshot()).toEqual({
      value,
      version: undefined,
      updatedAt: undefined,
      confirmedAt: undefined,
      bytes: undefined,
      origin: 'initial',
      stale: false,
    })
  })

  it('is never confirmed by an origin, which does not know it', () => {
    const held = cell('prices', { value: 1 })
    held.confirm(AT)
    expect(held.snapshot()).toMatchObject({ origin: 'initial', confirmedAt: undefined })
  })
})

describe('a published value', () => {
  const publication = { value: { eur: 1 }, version: 'v1', bytes: 9, at: AT }

  it.each([[undefined], [null], [0], ['']])('may be %o', (value) => {
    const held = cell<unknown>('prices')
    held.publish({ ...publication, value })
    expect(held.get()).toBe(value)
    expect(held.snapshot()).toMatchObject({ version: 'v1', origin: 'remote' })
  })

  it('is the very object that was given, not a copy', () => {
    const held = cell<object>('prices')
    held.publish(publication)
    expect(held.get()).toBe(publication.value)
    expect(held.peek()).toBe(publication.value)
  })

  it('replaces all that is known in one moment', () => {
    const held = cell<object>('prices')
    held.publish(publication)
    const before = held.snapshot()
    held.publish({ value: { eur: 2 }, version: 'v2', bytes: 10, at: AT + 5 })
    expect(before).toMatchObject({ value: { eur: 1 }, version: 'v1', bytes: 9, updatedAt: new Date(AT) })
    expect(held.snapshot()).toEqual({
      value: { eur: 2 },
      version: 'v2',
      bytes: 10,
      updatedAt: new Date(AT + 5),
      confirmedAt: new Date(AT + 5),
      origin: 'remote',
      stale: false,
    })
  })

  it('is confirmed without being updated', () => {
    const held = cell<object>('prices')
    held.publish(publication)
    held.markStale()
    expect(held.snapshot().stale).toBe(true)
    held.confirm(AT + 7)
    expect(held.snapshot()).toMatchObject({
      updatedAt: new Date(AT),
      confirmedAt: new Date(AT + 7),
      stale: false,
    })
  })

  it('shows a snapshot that nobody can change', () => {
    const held = cell<object>('prices')
    held.publish(publication)
    held.confirm(AT + 1)
    expect(Object.isFrozen(held.snapshot())).toBe(true)
    expect(() => Object.assign(held.snapshot(), { version: 'mine' })).toThrow(TypeError)
  })
})

describe('those who watch a cell', () => {
  it('are called after each change, and no longer when they end it', () => {
    const prices = cell<number>('prices')
    const seen: unknown[] = []
    const unwatch = prices.watch(() => seen.push(prices.peek(), prices.current()?.stale))
    prices.watch(() => {})()
    prices.publish({ value: 1, version: 'v1', bytes: 1, at: AT })
    prices.markStale()
    prices.confirm(AT)
    expect(seen).toEqual([1, false, 1, true, 1, false])
    unwatch()
    unwatch()
    prices.publish({ value: 2, version: 'v2', bytes: 1, at: AT })
    expect(seen).toHaveLength(6)
  })
})

it('takes a snapshot from elsewhere as it is', () => {
  const one = cell<number>('prices', { value: 1 })
  const other = cell<number>('prices')
  other.hold(one.snapshot(), true)
  expect(other.get()).toBe(1)
  expect(other.snapshot()).toBe(one.snapshot())
})

it('counts its values, and not the news of them', () => {
  const one = cell<number>('prices')
  expect(one.publications()).toBe(0)
  one.publish({ value: 1, version: 'v1', bytes: 1, at: AT })
  one.confirm(AT)
  one.markStale()
  one.hold(one.snapshot(), false)
  expect(one.publications()).toBe(1)
  one.publish({ value: 1, version: 'v1', bytes: 1, at: AT })
  one.hold(one.snapshot(), true)
  expect(one.publications()).toBe(3)
})

describe('a snapshot', () => {
  const published = () => {
    const held = cell<number>('prices')
    held.publish({ value: 1, version: 'v1', bytes: 7, at: AT })
    return held
  }

  it('keeps its dates, whatever is done to those that it gave', () => {
    const held = published()
    held.snapshot().updatedAt?.setTime(0)
    held.snapshot().confirmedAt?.setFullYear(1999)
    held.confirm(AT + 1)
    held.snapshot().updatedAt?.setTime(0)
    held.markStale()

    expect(held.snapshot()).toEqual({
      value: 1,
      version: 'v1',
      updatedAt: new Date(AT),
      confirmedAt: new Date(AT + 1),
      origin: 'remote',
      stale: true,
      bytes: 7,
    })
  })

  it('is copied, cloned, written and printed with its dates', () => {
    const snapshot = published().snapshot()
    const plain = { ...snapshot }

    expect(plain.updatedAt).toEqual(new Date(AT))
    expect(structuredClone(snapshot)).toEqual(plain)
    expect(JSON.stringify(snapshot)).toBe(JSON.stringify(plain))
    expect(inspect(snapshot)).toBe(inspect(plain))
    expect(Reflect.ownKeys(plain)).toEqual(Object.keys(snapshot))
  })

  it('is frozen, and the same until something is new', () => {
    const held = published()
    expect(held.snapshot()).toSatisfy(Object.isFrozen)
    expect(held.snapshot()).toBe(held.snapshot())
  })
})
