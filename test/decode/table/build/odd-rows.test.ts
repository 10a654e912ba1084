/** Records that columns have no place for are kept as text among them, as long as they are few. @module */

import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTable } from '../../../../src/decode/table/build.ts'
import { changesBetween } from '../../../../src/decode/table/changes.ts'
import type { ColumnParts, TableParts } from '../../../../src/decode/table/format/table-parts.ts'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'
import { piecesOf } from '../../../support/built-tables.ts'

const usual = (row: number): string => `{"id":"${row}","n":${row % 7},"list":[${'1,'.repeat(row % 3)}2],"in":{"a":"x"}}` // biome-ignore format: one line
const ODD = [
  '{"id":"$","n":1,"n":2}',
  '{"id":"$","__proto__":{"a":1},"n":3}',
  '{"id":"$","in":{"a":"y","a":"z"},"list":[4]}',
  '{"id":"$", "\\ud800":[1e999,-0] , "n":1,"\\ud800":2}',
] as const

const odd = (row: number): string => (ODD[row % ODD.length] as string).replace('$', String(row))

const documentOf = (rows: number, isOdd: (row: number) => boolean): string[] =>
  Array.from({ length: rows }, (_, row) => (isOdd(row) ? odd(row) : usual(row)))

async function built(texts: readonly string[], size?: number): Promise<{ parts: TableParts; reads: number }> {
  let reads = 0
  const pieces = () => {
    reads++
    return piecesOf(`[${texts.join()}]`, size)
  }
  const { parts } = await buildTable(pieces, { key: 'id' })
  return { parts, reads }
}

function agree(parts: TableParts, texts: readonly string[]): void {
  const table = openTable<Record<string, unknown>>(structuredClone(parts))
  const expected = texts.map((text) => JSON.parse(text))
  deepStrictEqual([...table.values()], expected)
  for (const [row, text] of texts.entries()) {
    deepStrictEqual(table.get(String(row)), expected[row])
    deepStrictEqual(JSON.parse(table.raw(String(row)) as string), JSON.parse(text))
  }
  for (const name of ['n', '__proto__', 'in', '\ud800', 'list'] as const) {
    const own = (record: object): unknown => (Object.hasOwn(record, name) ? record[name as never] : undefined)
    deepStrictEqual([...table.column(name).values()], expected.map(own))
  }
  deepStrictEqual(
    [...table.column('in', 'a').values()],
    expected.map((record) => record.in?.a),
  )
}

const oddOf = ({ records }: TableParts): number[] => Array.from((records as ColumnParts).odd?.rows ?? [])

describe.each([1, 5, 1000, undefined])('in pieces of %s bytes', (size) => {
  it('gives back all records, by key, by row and by field', async () => {
    const texts = documentOf(60, (row) => row % 11 === 3)
    const { parts } = await built(texts, size)
    expect(parts.records.kind).toBe('columns')
    expect(oddOf(parts)).toEqual([3, 14, 25, 36, 47, 58])
    agree(parts, texts)
  })
})

it('goes on without a restart, and without asking each time', async () => {
  const texts = documentOf(3000, (row) => row > 1200 && row % 9 === 0)
  const { parts, reads } = await built(texts)
  expect(reads).toBe(1)
  expect(oddOf(parts)).toHaveLength(200)
  agree(parts, texts)
})

it('keeps the values of the rows around it apart, where chunks end in an odd record', async () => {
  const list = Array.from({ length: 300 }, (_, i) => i)
  const long = (row: number) => `{"id":"${row}","list":[${list}],"n":1}`
  const broken = (row: number) => `{"id":"${row}","list":[${list}],"n":1,"n":2}`
  const texts = Array.from({ length: 40 }, (_, row) => (row % 8 === 5 ? broken(row) : row % 2 ? usual(row) : long(row))) // biome-ignore format: one line
  agree((await built(texts)).parts, texts)
})

it('keeps the document where such records are many', async () => {
  const { parts } = await built(documentOf(200, (row) => row % 3 === 0))
  expect(parts.records.kind).toBe('document')
  const { parts: few } = await built(documentOf(6, (row) => row > 1))
  expect(few.records.kind).toBe('document')
})

it('keeps records of the same text once', async () => {
  const texts = documentOf(60, (row) => row % 11 === 3).map(
    (text, row) => `"${row}":${text.replace(/"id":"\d+",/, '')}`,
  )
  const { parts } = await buildTable(() => [Buffer.from(`{${texts}}`)], {})
  const { rows, texts: kept } = (parts.records as Required<ColumnParts>).odd
  expect([rows.length, kept.offsets.length - 1]).toEqual([6, 4])
})

it('finds what changed among them, and what became one', async () => {
  const isOdd = (row: number) => row % 11 === 3
  const before = documentOf(60, isOdd)
  const after = [...before]
  after[3] = usual(3)
  after[5] = odd(5)
  after[14] = odd(14).replace('y', 'Z').replace('"n":', '"n" :')
  after[36] = odd(36).replace('2', '5')
  after[40] = usual(40).replace('x', 'w')
  const changes = await changesBetween((await built(before)).parts, (await built(after)).parts, 100)
  const differs = (row: number) => {
    try {
      deepStrictEqual(JSON.parse(before[row] as string), JSON.parse(after[row] as string))
      return false
    } catch {
      return true
    }
  }
  const expected = before.map((_, row) => row).filter(differs)
  expect(expected.length).toBeGreaterThan(3)
  expect(changes.changed).toEqual(expected.map(String))
})

it('agrees wherever they stand', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(9), { minLength: 20, maxLength: 80 }), fc.constantFrom(1, 7, 4096), async (draw, size) => {
      const texts = draw.map((number, row) => (number === 0 ? odd(row) : usual(row)))
      agree((await built(texts, size)).parts, texts)
    }),
    { numRuns: 60 },
  ) // biome-ignore format: one property
})
