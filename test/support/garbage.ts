/** What taking away must do in any place. @module */

import { expect, it } from 'vitest'
import { collect, type WritablePlace } from '../../src/publish/index.ts'
import { beforeStable } from '../../src/publish/line.ts'
import { published } from './publishing.ts'

const TERM = 'prices'
const announce = async () => false

/** Seven publications: three of them stable one after the other, two candidates in between, and two behind. */
async function seven(place: WritablePlace): Promise<void> {
  await published(place, 'one')
  await published(place, 'two')
  await published(place, 'three', { announce })
  await published(place, 'four', { announce })
  await published(place, 'five')
  await published(place, 'six', { announce })
  await published(place, 'seven', { announce })
}

async function left(place: WritablePlace) {
  const [manifests, objects] = await Promise.all([
    place.list(`${TERM}/manifests/`),
    place.list(`${TERM}/objects/`),
  ])
  const numbers = manifests.map(({ name }) => Number(/(\d+)\.json$/.exec(name)?.[1]))
  return { seqs: numbers.sort((a, b) => a - b), objects: objects.length }
}

// Nothing of a test is a day old: a bound in the future makes all of it old.
const OLD = { graceMs: -3_600_000, isDry: false, term: TERM } as const

export function itTakesAway(make: () => Promise<WritablePlace>): void {
  it('takes away what nobody needs: not what is stable, nor what may be on its way', async () => {
    const place = await make()
    await seven(place)
    const dry = await collect({ ...OLD, place, keep: 0, isDry: true })
    expect(await left(place)).toEqual({ seqs: [1, 2, 3, 4, 5, 6, 7], objects: 7 })
    const { removed } = await collect({ ...OLD, place, keep: 0 })
    expect(removed.map(({ name }) => name)).toEqual(dry.removed.map(({ name }) => name))
    expect(await left(place)).toEqual({ seqs: [5, 6, 7], objects: 3 })
    expect(await published(place, 'eight')).toMatchObject({ outcome: 'published', seq: 8 })
  })

  it('keeps what was stable before, however many candidates came to nothing since', async () => {
    const place = await make()
    await seven(place)
    await collect({ ...OLD, place, keep: 2 })
    expect(await left(place)).toEqual({ seqs: [1, 2, 5, 6, 7], objects: 5 })
  })

  it('counted what is stable among what was before it, so that one to keep was none to go back to', async () => {
    const place = await make()
    await seven(place)
    await collect({ ...OLD, place, keep: 1 })
    expect(await left(place)).toEqual({ seqs: [2, 5, 6, 7], objects: 4 })
    expect((await beforeStable(place, TERM))?.seq).toBe(2)
  })

  it('keeps what a fleet needs, and removes nothing where nobody knows what that is', async () => {
    const place = await make()
    await seven(place)
    const fails = collect({ ...OLD, place, keep: 0, needed: () => Promise.reject(new Error('no engine')) })
    await expect(fails).rejects.toThrow('no engine')
    expect((await left(place)).objects).toBe(7)
    await collect({ ...OLD, place, keep: 0, needed: async () => [1, 3] })
    expect(await left(place)).toEqual({ seqs: [1, 3, 5, 6, 7], objects: 5 })
  })

  it('takes away the clock of one that was killed, which stayed for ever', async () => {
    const place = await make()
    await published(place, 'one')
    const left = '.clock-01234567-89ab-cdef-0123-456789abcdef'
    await place.create(left, new Uint8Array())
    expect((await collect({ ...OLD, place, keep: 0, graceMs: 3_600_000 })).removed).toEqual([])
    expect((await collect({ ...OLD, place, keep: 0 })).removed.map(({ name }) => name)).toEqual([left])
    expect(await place.unfinished(TERM)).toEqual([])
  })

  it('leaves alone what is young, and a term without a pointer', async () => {
    const place = await make()
    await seven(place)
    expect(await collect({ ...OLD, place, keep: 0, graceMs: 3_600_000 })).toMatchObject({ removed: [] })
    expect(await collect({ ...OLD, place, keep: 0, term: 'others' })).toEqual({ removed: [], kept: 0 })
    expect((await left(place)).objects).toBe(7)
  })
}
