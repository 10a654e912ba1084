/** What publishers left behind who were killed while they wrote: nobody reads it, and it goes. @module */

import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { collect, openPlace, standingOf, type WritablePlace } from '../../src/publish/index.ts'
import { newFolder, published } from '../support/publishing.ts'

const ID = '01234567-89ab-cdef-0123-456789abcdef'
const HEX = 'a'.repeat(64)

/** A file of each kind that a publisher, or whoever asked for the time, may leave. */
const LEFT = [
  `prices/objects/${HEX}.${ID}.unfinished`,
  `prices/deltas/${HEX}-${HEX}.zst.${ID}.unfinished`,
  `prices/manifests/9.json.${ID}.unfinished`,
  `prices/stable.json.${ID}.unfinished`,
  `prices/candidate.json.${ID}.unfinished`,
  `prices/.states/stable.json/9.${ID}.unfinished`,
  `prices/.states/stable.json/9.shown.${ID}.unfinished`,
  `.clock-${ID}`,
  `.clock-${ID}.${ID}.unfinished`,
] as const
const OF_OTHERS = `rates/objects/${HEX}.${ID}.unfinished`

async function leave(folder: string, names: readonly string[], daysAgo: number): Promise<void> {
  for (const name of names) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, '{"half')
    const at = Date.now() / 1000 - daysAgo * 86_400
    await utimes(path, at, at)
  }
}

const filesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder, { recursive: true })
  const files = await Promise.all(
    names.map(async (name) => ((await stat(join(folder, name))).isFile() ? [name] : [])),
  )
  return files.flat().sort()
}

async function newPlace(): Promise<{ folder: string; place: WritablePlace }> {
  const folder = await newFolder()
  return { folder, place: openPlace(`file:${folder}`) }
}

const DAY = { graceMs: 86_400_000, keep: 10, term: 'prices' } as const

it('what a killed publisher left beside a pointer, or in place of a clock, stayed for ever: gc takes it once it is old', async () => {
  const { folder, place } = await newPlace()
  await published(place, 'one')
  const before = await filesIn(folder)
  await leave(folder, [...LEFT, OF_OTHERS], 2)
  const told = await collect({ ...DAY, place, isDry: true })
  expect(told.removed.map(({ name }) => name).sort()).toEqual([...LEFT].sort())
  expect(await filesIn(folder)).toEqual([...before, ...LEFT, OF_OTHERS].sort())
  await collect({ ...DAY, place, isDry: false })
  expect(await filesIn(folder)).toEqual([...before, OF_OTHERS].sort())
})

it('what may be written at this moment stays', async () => {
  const { folder, place } = await newPlace()
  await published(place, 'one')
  await leave(folder, LEFT, 0)
  expect(await collect({ ...DAY, place, isDry: false })).toMatchObject({ removed: [] })
  expect(await filesIn(folder)).toEqual(expect.arrayContaining([...LEFT]))
})

it('beside a half-written state of a pointer, gc took the last whole one away', async () => {
  const { folder, place } = await newPlace()
  for (const text of ['one', 'two', 'three']) await published(place, text)
  await leave(folder, [`prices/.states/stable.json/4.${ID}.unfinished`, 'prices/.states/stable.json/odd'], 0)
  await collect({ ...DAY, place, graceMs: -3_600_000, keep: 0, isDry: false })
  expect(await readdir(join(folder, 'prices/.states/stable.json'))).toEqual(['3'])
  expect(await published(place, 'four')).toMatchObject({ outcome: 'published', seq: 4 })
})

it('is no publication: the next one has the number that it would have had', async () => {
  const { folder, place } = await newPlace()
  await published(place, 'one')
  await leave(folder, LEFT, 0)
  expect(await standingOf(place, 'prices')).toMatchObject({ highest: 1, later: [] })
  expect(await published(place, 'two')).toMatchObject({ outcome: 'published', seq: 2 })
})

it('who publishes sweeps what is left of its own term, older than a day, without any gc', async () => {
  const { folder, place } = await newPlace()
  await published(place, 'one')
  await leave(folder, [...LEFT, OF_OTHERS], 2)
  const young = `prices/objects/${HEX}.${ID.replace('0', '1')}.unfinished`
  await leave(folder, [young], 0)
  await published(place, 'two', { announce: async () => false })
  const left = (await filesIn(folder)).filter((name) => /unfinished|clock/.test(name))
  expect(left).toEqual([young, OF_OTHERS])
})

it('a place that can not be swept has the publication all the same', async () => {
  const { place } = await newPlace()
  const denied = { ...place, unfinished: () => Promise.reject(new Error('denied')) }
  expect(await published(denied, 'one')).toMatchObject({ outcome: 'published', seq: 1 })
})
