/** A single line of NDJSON is the whole document, and a record where it has the fields that were said of records. @module */

import { expect, it } from 'vitest'
import { type RangesOptions, ranges, rows, type TableOptions, table } from '../../../../src/decode/table.ts'
import { utf8 } from '../../../support/coded.ts'

const line = { id: 'k0', at: { code: 7 }, items: [{}] }

/** `undefined` where there is a table of this one record. */
async function refusalOf(value: unknown, key?: string | readonly string[], indent?: number) {
  const text = JSON.stringify(value, null, indent)
  const read = (columns: boolean | undefined, document: string): Promise<string | undefined> =>
    table({ key, columns } as TableOptions)(utf8(document)).then(
      ({ size }) => (size === 1 ? undefined : `${size} records`),
      (error: Error) => error.message,
    )
  const refusals = new Set<string | undefined>()
  for (const columns of [undefined, true, false])
    for (const document of [text, `${text}\n`]) refusals.add(await read(columns, document))
  expect(refusals.size).toBe(1)
  return [...refusals][0]
}

it.each(['id', 'at.code', ['id', 'at.code']])(
  'a line that has the key was taken for a wrapper, so that a feed was refused when it shrank to one record, keyed by %j',
  async (key) => {
    expect(await refusalOf(line, key)).toBeUndefined()
  },
)

it('so was one that has its key behind all that is looked at', async () => {
  expect(await refusalOf({ items: [{}], text: 'x'.repeat(70_000), id: 'k0' }, 'id')).toBeUndefined()
})

it('so was one that has a range', async () => {
  const read = (value: unknown, options: RangesOptions) => ranges(options)(utf8(JSON.stringify(value)))
  const network = await read({ network: '10.0.0.0/8', items: [{}] }, { cidr: 'network' })
  expect(network.find('10.1.2.3')).toBeDefined()
  const numbers = { range: { start: 1, end: 9 }, items: [{}], total: 1 }
  const options = { from: 'range.start', to: 'range.end' }
  expect((await read(numbers, options)).find(5)).toBeDefined()
  for (const other of [{ cidr: 'network' }, { cidr: '' }, { ...options, to: 'end' }])
    await expect(read(numbers, other)).rejects.toThrow('are its records at `items`?')
})

it('a record that is wrong otherwise is told what is wrong with it', async () => {
  expect(await refusalOf(line, 'id', 2)).toMatch(/^The record has a line break in it/)
  expect(await refusalOf({ ...line, id: null }, 'id')).toMatch(/^The key/)
})

it('a line is a wrapper where a part of the key is missing, or nothing is said', async () => {
  for (const key of [['id', 'code'], 'at.id', 'code', undefined])
    expect(await refusalOf(line, key)).toMatch(
      /^The payload looks like a wrapper: are its records at `items`/,
    )
  await expect(rows()(utf8(JSON.stringify(line)))).rejects.toThrow('are its records at `items`?')
})
