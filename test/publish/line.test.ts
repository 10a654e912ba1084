/** What was stable before, as manifests tell it, and what is made stable after its publisher has gone. @module */

import { expect, test } from 'vitest'
import {
  beforeStable,
  publicationOf,
  settlePublication,
  standingOf,
  type WritablePlace,
} from '../../src/publish/index.ts'
import { stableLine } from '../../src/publish/line.ts'
import { newPlace, published } from '../support/publishing.ts'

const staged = (place: WritablePlace, text: string) => published(place, text, { announce: async () => false })
const stableIn = async (place: WritablePlace) => (await standingOf(place, 'prices')).stable?.manifest

test('each publication names what it follows, be there candidates in between that came to nothing', async () => {
  const place = await newPlace()
  await published(place, 'one')
  await staged(place, 'bad')
  await published(place, 'two')
  expect(await stableIn(place)).toMatchObject({ seq: 3, follows: 1 })
  expect(await beforeStable(place, 'prices')).toMatchObject({ seq: 1 })
})

test('going back once more goes further back, and the first publication follows nothing', async () => {
  const place = await newPlace()
  for (const text of ['one', 'two', 'three']) await published(place, text)
  await published(place, 'two', { facts: { restores: 2 } })
  expect(await stableIn(place)).toMatchObject({ seq: 4, follows: 3, restores: 2 })
  expect(await beforeStable(place, 'prices')).toMatchObject({ seq: 1 })
  await published(place, 'one', { facts: { restores: 1 } })
  expect(await beforeStable(place, 'prices')).toBeUndefined()
  const stable = await stableIn(place)
  expect(stable && (await stableLine(place, 'prices', stable, 9)).map(({ seq }) => seq)).toEqual([5])
})

test('a line that was forged into a ring comes to its end', async () => {
  const place = await newPlace()
  await published(place, 'one')
  await published(place, 'two')
  const second = await stableIn(place)
  const ring = second && { ...second, restores: 7 }
  expect(ring && (await stableLine(place, 'prices', ring, 9)).map(({ seq }) => seq)).toEqual([2])
})

test("a candidate that was judged beside something else is nobody's own: a number of its own is given", async () => {
  const place = await newPlace()
  await published(place, 'one')
  expect(await staged(place, 'two')).toMatchObject({ seq: 2 })
  expect(await staged(place, 'two')).toMatchObject({ seq: 2 })
  expect(await staged(place, 'two')).toMatchObject({ outcome: 'announced' })
  await published(place, 'three')
  expect(await staged(place, 'two')).toMatchObject({ seq: 4 })
})

test('what all may have is made stable as its publisher signed it, once, and never backwards', async () => {
  const place = await newPlace()
  await published(place, 'one')
  const { seq, sha256 } = await staged(place, 'two')
  const signed = await publicationOf(place, 'prices', seq)
  const settled = await Promise.all([1, 2, 3].map(() => settlePublication(place, 'prices', { seq, sha256 })))
  expect(settled.toSorted()).toEqual([false, false, true])
  expect((await standingOf(place, 'prices')).stable?.envelope).toEqual(signed?.envelope)
  await published(place, 'three')
  expect(await settlePublication(place, 'prices', { seq, sha256 })).toBe(false)
  expect(await stableIn(place)).toMatchObject({ seq: 3 })
  const stranger = { seq: 9, sha256: '9'.repeat(64) }
  await expect(settlePublication(place, 'prices', stranger)).rejects.toMatchObject({
    code: 'ERR_TERM_NOT_FOUND',
  })
})
