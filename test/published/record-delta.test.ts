/** The next version of a table is made by what has changed of its records; whatever is wrong with that costs a download. @module */

import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Table, table } from '../../src/index.ts'
import { until } from '../support/fleets.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { expectRecords, keptRecords, payloadOf } from '../support/kept-records.ts'
import { diceOf, drawnRecords, nextRecords, type Records } from '../support/record-deltas.ts'

const place = keptRecords()
const { put, kept } = place

const dice = diceOf(3)
const OLD = drawnRecords(dice, 400)
const NEW = nextRecords(dice, OLD, { changed: 60, removed: 90, added: 90 })
const NEWEST = nextRecords(dice, NEW, { changed: 60, removed: 0, added: 0 })

const forget = (records: Records) => rm(join(place.store, 'prices/objects', sha256(payloadOf(records))))

test('a version is made of the one before and of what has changed, without its payload, and so is the next', async () => {
  await put(OLD)
  const { prices, observer } = await kept()
  const first = prices.get()
  for (const records of [NEW, NEWEST]) {
    expect(await put(records)).toMatchObject({ recordDelta: { size: expect.any(Number) } })
    await forget(records)
    await prices.refresh()
    expectRecords(prices.get(), records)
    expect(prices.history()[0]?.digest).toBe(sha256(payloadOf(records)).slice(0, 16))
    await writeFile(join(place.store, 'prices/objects', sha256(payloadOf(records))), payloadOf(records))
  }
  expectRecords(first, OLD)
  expect(place.told).toMatchObject([{ of: 'records' }, { of: 'records' }])
  expect(place.told.filter(({ error }) => error !== undefined)).toEqual([])
  expect(observer.of('delta.used')).toMatchObject([{ of: 'records' }, { of: 'records' }])
})

test('a delta of records that is damaged costs a download, and says so', async () => {
  await put(OLD)
  const { prices, observer } = await kept()
  await put(NEW)
  const [name] = (await readdir(join(place.store, 'prices/deltas'))).filter((one) => one.endsWith('.rec'))
  await writeFile(join(place.store, 'prices/deltas', String(name)), 'no delta')
  await prices.refresh()
  expectRecords(prices.get(), NEW)
  expect(place.told).toMatchObject([{ of: 'records', error: { name: 'TermError' } }])
  expect(observer.of('delta.failed')).toMatchObject([{ of: 'records', to: sha256(payloadOf(NEW)) }])
})

test.each([
  ['the publisher takes none at all', { minRecords: 0 }],
  ['the default for keys that come twice is said', { duplicates: 'refuse' }],
] as const)('a delta of records was passed over where %s, which changes no table', async (_, more) => {
  await put(OLD)
  const { prices } = await kept()
  await put(NEW, { deserialize: table<object>({ key: 'id', columns: true, ...more }) })
  await prices.refresh()
  expectRecords(prices.get(), NEW)
  expect(place.told).toMatchObject([{ of: 'records' }])
  expect(place.told[0]?.error).toBeUndefined()
})

test('what a guard refuses of it is refused, and remembered by the digest of the payload', async () => {
  await put(OLD)
  const { prices, observer } = await kept({ validate: (value: Table<object>) => value.size !== NEW.size })
  await put(NEW)
  await prices.refresh().catch(() => {})
  expectRecords(prices.get(), OLD)
  expect(observer.of('term.rejected')).toMatchObject([{ code: 'ERR_TERM_REFUSED' }])
})

test('the processes of a host download it once', async () => {
  const host = await folderOfTest()
  await put(OLD)
  const [one, other] = [await kept({}, host), await kept({}, host)]
  await put(NEW)
  await one.prices.refresh()
  await rm(join(place.store, 'prices/deltas'), { recursive: true })
  await other.prices.refresh()
  expectRecords(other.prices.get(), NEW)
  expect(place.told).toMatchObject([{ of: 'records' }, { of: 'records' }])
})

test('a term with a keepsake has the payload brought behind, by a delta of bytes from what it keeps', async () => {
  const keepsake = await folderOfTest()
  await put(OLD)
  const { prices, observer } = await kept({ keepsake: { dir: keepsake } })
  const written = (count: number) => until(() => expect(observer.of('keepsake.written')).toHaveLength(count))
  await written(1)
  await put(NEW)
  await forget(NEW)
  await prices.refresh()
  expectRecords(prices.get(), NEW)
  await written(2)
  expect(place.told).toMatchObject([{ of: 'records' }, { of: 'bytes' }])
  await rm(join(place.store, 'prices'), { recursive: true })
  const again = await kept({ keepsake: { dir: keepsake } })
  expectRecords(again.prices.get(), NEW)
})
