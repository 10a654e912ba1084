/** Which edition is live, and who says so. @module */

import { describe, expect, it } from 'vitest'
import { AT, editionOf, shelved } from '../support/editions.ts'

describe('an edition that is put on the shelf', () => {
  it('is live at once, confirmed by being sent', () => {
    const { held, kept } = shelved<number>()
    const edition = editionOf({ value: 1 })
    kept.put(edition, 'attempt')
    expect(held.live()).toMatchObject({ edition, confirmedAt: AT, standing: 'fresh' })
    expect(held.live()?.edition).toBe(edition)
  })

  it('is told with the one that it takes the place of', () => {
    const { swaps, publish } = shelved<number>()
    publish({ value: 1 })
    publish({ value: 2, version: 'v2' })
    expect(swaps).toMatchObject([
      { edition: { version: 'v1' }, replaced: undefined, by: 'attempt' },
      { edition: { version: 'v2' }, replaced: { version: 'v1' }, by: 'attempt' },
    ])
  })
})

describe('an earlier edition', () => {
  it('is made live again with all that was known of it, and told like any other', () => {
    const { held, kept, swaps, publish } = shelved<number>()
    publish({ value: 1, known: { etag: '"1"' }, digest: 'd1' })
    const earlier = held.live()?.edition ?? expect.fail()
    publish({ value: 2, version: 'v2', publishedAt: AT + 9 })

    kept.makeLive(earlier, AT + 3, 'hand')

    expect(held.get()).toBe(1)
    expect(held.live()).toMatchObject({ edition: earlier, confirmedAt: AT + 3, standing: 'fresh' })
    expect(held.snapshot()).toMatchObject({ updatedAt: new Date(AT), confirmedAt: new Date(AT + 3) })
    expect(held.publications()).toBe(3)
    expect(swaps.at(-1)).toMatchObject({ edition: earlier, replaced: { version: 'v2' }, by: 'hand' })
  })
})

describe('a confirmation', () => {
  it('is no update', () => {
    const { held, kept, swaps, publish, confirm } = shelved<object>()
    publish({ value: {} })
    kept.markStale()
    expect(held.snapshot().stale).toBe(true)
    confirm(AT + 7)
    expect(held.snapshot()).toMatchObject({
      updatedAt: new Date(AT),
      confirmedAt: new Date(AT + 7),
      stale: false,
    })
    expect(swaps).toHaveLength(1)
  })

  it('may bring news of what to ask with, and then the edition is another object, which is frozen', () => {
    const { held, kept, publish } = shelved<number>()
    publish({ value: 1, known: { etag: '"1"' } })
    kept.confirm({ at: AT + 1, known: { etag: '"1"', age: 1 } })
    expect(held.live()).toMatchObject({ edition: { known: { age: 1 }, value: 1 }, confirmedAt: AT + 1 })
    expect(held.live()?.edition).toSatisfy(Object.isFrozen)
  })

  it('of who is not meant to answer brings such news alone', () => {
    const { held, kept, publish } = shelved<number>()
    publish({ value: 1 })
    kept.markStale()
    kept.confirm({ at: undefined, known: undefined })
    expect(held.live()).toMatchObject({ edition: { known: undefined }, confirmedAt: AT, standing: 'stale' })
    kept.confirm({ at: undefined, known: { etag: '"2"' } })
    expect(held.live()).toMatchObject({
      edition: { known: { etag: '"2"' } },
      confirmedAt: AT,
      standing: 'stale',
    })
  })

  it('is never one of an initial value, which no origin knows', () => {
    const { held, confirm } = shelved({ value: 1 })
    confirm(AT)
    expect(held.snapshot()).toMatchObject({ origin: 'initial', confirmedAt: undefined })
  })

  it('of nothing, and staleness of nothing, change nothing', () => {
    const { held, kept, confirm } = shelved()
    confirm(AT)
    kept.markStale()
    expect(held.live()).toBeUndefined()
  })
})
