/** Deltas of records of tables whose keys a module makes: whose module it is counts, and not where it lies. @module */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { recordDeltasOf } from '../../src/decode/decoder.ts'
import { table } from '../../src/index.ts'
import { folderOfTest } from '../support/keepsakes.ts'
import { keptRecords } from '../support/kept-records.ts'
import { diceOf, drawnRecords, nextRecords, type Records } from '../support/record-deltas.ts'

const SOURCE = "export default ({ id }) => 'key of ' + id\n"

async function moduleIn(folder: string, source = SOURCE): Promise<URL> {
  const path = join(folder, 'key.mjs')
  await writeFile(path, source)
  return pathToFileURL(path)
}

const decoder = (key: URL) => table<object>({ key, columns: true })
const digestOf = (key: URL) => recordDeltasOf(decoder(key))?.decoder

const dice = diceOf(17)
const OLD = drawnRecords(dice, 200)
const NEW = nextRecords(dice, OLD, { changed: 40, removed: 60, added: 60 })

const place = keptRecords()

test('a publisher whose key module lay in another folder than that of its readers offered them nothing', async () => {
  const put = async (records: Records) =>
    place.put(records, { deserialize: decoder(await moduleIn(await folderOfTest())) })
  await put(OLD)
  const { prices } = await place.kept({ deserialize: decoder(await moduleIn(await folderOfTest())) })
  expect(await put(NEW)).toMatchObject({ recordDelta: { from: 1 } })
  await prices.refresh()
  expect(place.told).toMatchObject([{ of: 'records' }])
  expect(place.told[0]?.error).toBeUndefined()
  const records = [...NEW].map(([id, record]) => [`key of ${id}`, record])
  expect(Object.fromEntries(prices.get())).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(records))))
})

test('modules of other bytes, or another query, are other decoders', async () => {
  const [one, other] = [await folderOfTest(), await folderOfTest()]
  const here = digestOf(await moduleIn(one))
  expect(digestOf(await moduleIn(other))).toBe(here)
  const url = await moduleIn(other, `// Another.\n${SOURCE}`)
  expect(digestOf(url)).not.toBe(here)
  expect(digestOf(new URL('?v=2', await moduleIn(one)))).not.toBe(here)
})

test('a module that cannot be read has a digest of its place, and fails where it is loaded', async () => {
  const nowhere = pathToFileURL(join(await folderOfTest(), 'key.mjs'))
  expect(digestOf(nowhere)).toMatch(/^[\da-f]{64}$/)
  expect(digestOf(nowhere)).not.toBe(digestOf(pathToFileURL(join(await folderOfTest(), 'key.mjs'))))
})
