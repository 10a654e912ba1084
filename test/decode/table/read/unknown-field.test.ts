/** A field that no record has gets an empty answer, and a warning which says so once. @module */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Table } from '../../../../src/index.ts'

type Row = Record<string, unknown>

let warnings: string[]
/** What has been said already is forgotten with the module. */
async function tableOf(records: unknown, options: object = {}): Promise<Table<Row>> {
  vi.resetModules()
  const { table } = await import('../../../../src/index.ts')
  return table<Row>(options)(Buffer.from(JSON.stringify(records)))
}
beforeEach(() => {
  warnings = []
  vi.spyOn(process, 'emitWarning').mockImplementation((message) => void warnings.push(String(message)))
})
afterEach(() => vi.restoreAllMocks())

const RECORDS = {
  a: { name: 'x', dims: { width: 1 }, tags: ['t'] },
  b: { name: 'y', dims: { width: 2 }, tags: [] },
}

it('is told by every way to ask, with the nearest name', async () => {
  const products = await tableOf(RECORDS)
  expect(products.where('nmae').is('x').size).toBe(0)
  expect(products.column('dims', 'widht').sum()).toBe(0)
  products.scan(['total'], (total) => expect(total).toBeUndefined())
  expect([...products.where('name').is('x').column('naem').values()]).toEqual([undefined])
  expect(warnings).toEqual([
    'where: no record of this version has a field `nmae`; did you mean `name`?',
    'column: no record of this version has a field `dims.widht`; did you mean `width`?',
    'scan: no record of this version has a field `total`',
    'column: no record of this version has a field `naem`; did you mean `name`?',
  ])
})

it('is told once, and of sixteen names at most', async () => {
  const products = await tableOf(RECORDS)
  for (let round = 0; round < 2; round++) for (let at = 0; at < 40; at++) products.column(`field\n${at}`)
  expect(warnings).toHaveLength(16)
  expect(warnings[0]).toBe('column: no record of this version has a field `field\\n0`')
})

it.each<[string, unknown, object, string]>([
  ['a field that some record has', { a: { n: 1 }, b: {} }, {}, 'n'],
  ['a table without records', {}, { minRecords: 0 }, 'n'],
  ['records that are kept as a document', RECORDS, { columns: false }, 'n'],
  ['what is within a value of many kinds', { a: { n: 1 }, b: { n: { m: 1 } } }, {}, 'n.m.o'],
])('%s is no reason for a warning', async (_, records, options, path) => {
  const all = await tableOf(records, options)
  all.where(path).is(1)
  all.scan([path], () => {})
  expect(warnings).toEqual([])
})
