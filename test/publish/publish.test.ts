/** The steps of a publication: each may be done again, and only one publisher wins. @module */

import { describe, expect, it } from 'vitest'
import { collect, openPlace, publicationOf, standingOf, type WritablePlace } from '../../src/publish/index.ts'
import { newFolder, newPlace, published } from '../support/publishing.ts'

const STEPS = ['payload', 'manifest', 'candidate', 'stable']

/** Nothing of a test is a day old: a bound in the future makes all of it old. */
const OLD = { graceMs: -3_600_000, isDry: false, term: 'prices' } as const

/** Publishes, and comes no further than this step. */
const cutAfter = (place: WritablePlace, text: string, step: string): Promise<unknown> =>
  published(place, text, {
    hear(done) {
      if (done === step) throw new Error('the publisher is gone')
    },
  }).catch(() => undefined)

describe('a publication', () => {
  it('becomes stable, with the next number', async () => {
    const place = await newPlace()
    expect(await published(place, 'one')).toMatchObject({ outcome: 'published', seq: 1, size: 3 })
    expect(await published(place, 'two')).toMatchObject({ outcome: 'published', seq: 2 })
    const { stable, candidate } = await standingOf(place, 'prices')
    expect(stable?.manifest).toEqual(candidate?.manifest)
    expect(stable?.manifest).toEqual((await publicationOf(place, 'prices', 2))?.manifest)
  })

  it('of the bytes that are stable changes nothing', async () => {
    const place = await newPlace()
    await published(place, 'one')
    expect(await published(place, 'one')).toMatchObject({ outcome: 'unchanged', seq: 1 })
    const expires = '2999-01-01T00:00:00Z'
    expect(await published(place, 'one', { facts: { expires } })).toMatchObject({
      outcome: 'published',
      seq: 2,
    })
  })

  it.each(STEPS)(
    'that ended after the step `%s` is completed by the next call, under its number',
    async (step) => {
      const place = await newPlace()
      await published(place, 'one')
      await cutAfter(place, 'two', step)
      const { stable } = await standingOf(place, 'prices')
      expect(stable?.manifest.seq).toBe(step === 'stable' ? 2 : 1)
      expect(await published(place, 'two')).toMatchObject({ seq: 2 })
      expect((await standingOf(place, 'prices')).stable?.manifest.seq).toBe(2)
    },
  )

  it('of bytes that lay there for long lost them to who collected meanwhile: they are put again behind the manifest', async () => {
    const place = await newPlace()
    for (const text of ['one', 'two', 'three']) await published(place, text)
    const grown: WritablePlace = {
      ...place,
      async create(name, bytes) {
        // Between the payload and the manifest.
        if (name.includes('/manifests/')) await collect({ ...OLD, place, keep: 0 })
        return place.create(name, bytes)
      },
    }
    const { sha256 } = await published(grown, 'one')
    expect(await place.read(`prices/objects/${sha256}`)).toMatchObject({ bytes: Buffer.from('one') })
  })

  it('of other bytes after one that came to no end takes the number behind it', async () => {
    const place = await newPlace()
    await published(place, 'one')
    await cutAfter(place, 'two', 'manifest')
    expect(await published(place, 'three')).toMatchObject({ outcome: 'published', seq: 3 })
    // Nobody goes on with what was overtaken.
    expect(await published(place, 'two')).toMatchObject({ outcome: 'published', seq: 4 })
  })

  it('is held up by no number that somebody has only written there, be it far off, malformed, or none', async () => {
    const place = await newPlace()
    await published(place, 'one')
    for (const number of ['1000000', '9'.repeat(100)])
      await place.create(`prices/manifests/${number}.json`, Buffer.from('{}'))
    expect(await published(place, 'two')).toMatchObject({ outcome: 'published', seq: 1_000_001 })
    expect(await published(place, 'three')).toMatchObject({ outcome: 'published', seq: 1_000_002 })
  })

  it('that nobody may have yet stays a candidate', async () => {
    const place = await newPlace()
    await published(place, 'one')
    const told: unknown[] = []
    const announce = async (...refs: unknown[]) => {
      told.push(refs)
      return false
    }
    expect(await published(place, 'two', { announce })).toMatchObject({ outcome: 'announced', seq: 2 })
    expect(told).toMatchObject([[{ seq: 2 }, { seq: 1 }]])
    const { stable, candidate } = await standingOf(place, 'prices')
    expect([stable?.manifest.seq, candidate?.manifest.seq]).toEqual([1, 2])
  })
})

describe('two publishers', () => {
  it('get numbers of their own, and one of them is stable', async () => {
    const folder = await newFolder()
    const places = Array.from({ length: 4 }, () => openPlace(`file:${folder}`))
    const [first] = places as [WritablePlace]
    await published(first, 'one')
    const judged = await standingOf(first, 'prices')
    const ends = await Promise.allSettled(
      places.map((place, who) => published(place, `by ${who}`, { judged })),
    )
    const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    expect(won).toHaveLength(1)
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'ERR_TERM_OUTDATED' })
    }
    expect((await standingOf(first, 'prices')).stable?.manifest).toMatchObject({ seq: won[0]?.seq })
    const names = (await first.list('prices/manifests/')).map(({ name }) => name)
    expect(names).toHaveLength(5)
  })
})
