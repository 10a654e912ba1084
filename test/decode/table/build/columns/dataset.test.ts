/** Records as the benchmarks have them. @module */

import { beforeAll, expect, it } from 'vitest'
import { keyOf, record } from '../../../../../bench/support/records.mjs'
import { byteLengthOf, columnsOf, type Encoded, nodeAt } from '../../../../support/columns.ts'

const ROWS = 10_000
const texts = Array.from({ length: ROWS }, (_, row) => JSON.stringify(record(row, 1)))

let columns: Encoded

beforeAll(async () => {
  columns = await columnsOf(texts, 100, keyOf)
})

it('gives back every record', () => {
  for (const [row, text] of texts.entries()) {
    if (JSON.stringify(columns.read(row)) !== text) expect(columns.read(row)).toStrictEqual(JSON.parse(text))
  }
})

it('has so many bytes for each record', () => {
  const { root } = columns
  const each = (...path: string[]) => {
    const node = nodeAt(root, ...path) as { values?: ArrayBufferView; codes?: ArrayBufferView }
    return byteLengthOf(node.values ?? node.codes ?? node) / ROWS
  }
  expect({
    ...Object.fromEntries(
      ['id', 'name', 'price', 'currency', 'stock', 'active', 'dims', 'updatedAt'].map((name) => [
        name,
        each(name),
      ]),
    ),
  }).toStrictEqual({ id: 0, name: 2, price: 4, currency: 1, stock: 2, active: 0.125, dims: 6, updatedAt: 4 })
  expect(nodeAt(root, 'tags')).toMatchObject({ offsets: 2, item: { codes: expect.any(Uint8Array) } })
})
