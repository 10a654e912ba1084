/** docs/keepsake.md shows a file byte by byte, and names what is in it and where it lies. @module */

import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headerDocument } from '../../src/store/keepsake/documents.ts'
import { folderName, nextGeneration } from '../../src/store/keepsake/names.ts'
import { isUnfinished, unfinishedNames } from '../../src/store/keepsake/unfinished.ts'
import { read } from '../house/sources.ts'
import { folderOfTest, headerFor, sha256, testKeepsake } from '../support/keepsakes.ts'

const PAGE = read('docs/keepsake.md')
const DOCUMENT = String(/```json\n(.*)\n```/.exec(PAGE)?.[1])

interface Row {
  readonly at: number
  readonly bytes: Buffer
}

/** The rows of the file; the document stands below them. */
const rows = [...PAGE.matchAll(/^\| (\d+) \| (?:`([0-9a-f ]+)`|the document below) \|/gm)].map(
  ([, at, hex]): Row => ({
    at: Number(at),
    bytes: hex === undefined ? Buffer.from(DOCUMENT) : Buffer.from(hex.replaceAll(' ', ''), 'hex'),
  }),
)
const file = Buffer.concat(rows.map(({ bytes }) => bytes))
const payload = rows.at(-1)?.bytes as Buffer

const { signal } = new AbortController()

test('the rows follow each other', () => {
  let next = 0
  for (const { at, bytes } of rows) {
    expect(at).toBe(next)
    next += bytes.byteLength
  }
  expect(rows).toHaveLength(7)
})

test('the file of the page is what a keepsake writes', async () => {
  const dir = await folderOfTest()
  const keepsake = testKeepsake(dir)
  keepsake.keep(headerFor(payload, { version: '7', publishedAt: 1_790_000_000_000 }), payload)
  expect(await keepsake.flush(10_000)).toBe(true)
  const [name] = await readdir(join(dir, 'prices+'))
  expect(await readFile(join(dir, 'prices+', String(name)))).toEqual(file)
})

test('the file of the page is read where the page says that it lies', async () => {
  const dir = await folderOfTest()
  const [, folder = ''] = /^ {2}(\S+)\/ /m.exec(PAGE) ?? []
  const [, name = ''] = /^ {4}(\S+\.generation) /m.exec(PAGE) ?? []
  await mkdir(join(dir, folder), { mode: 0o700 })
  await writeFile(join(dir, folder, name), file, { mode: 0o600 })
  await chmod(dir, 0o700)
  const keepsake = testKeepsake(dir)
  const [generation] = (await keepsake.open(signal)).generations
  expect(generation?.header).toEqual({ ...headerFor(payload), version: '7' })
  expect(Buffer.from((await generation?.bytes(signal)) as Uint8Array)).toEqual(payload)
})

test('the page names files as the code does', () => {
  expect(folderName('Prices')).toBe(/`Prices` is\s+`([^`]+)`/.exec(PAGE)?.[1])
  const names = [...PAGE.matchAll(/^ {4}(\S+) {2,}/gm)].map(([, name]) => name as string)
  const present = [{ file: '', number: 6, digest: '' }]
  expect(names).toContain(nextGeneration(present, sha256(payload)))
  expect(names.filter(isUnfinished)).toHaveLength(1)
  expect(Object.values(unfinishedNames()).every(isUnfinished)).toBe(true)
})

test('the page lists the fields of a header', () => {
  const listed = [...PAGE.matchAll(/^\| `(\w+)`(?: \*)? \| (?:string|object|boolean|number) \|/gm)]
  expect(listed.map(([, field]) => field)).toEqual(Object.keys(headerDocument(headerFor(payload))))
})
