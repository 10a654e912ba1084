/** Queries find what a filter over the records finds, by a look at each row and by an index. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FoundRecords, Table } from '../../../../../src/decode/table/contract.ts'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'
import {
  type Ask,
  anAsk,
  expectedRows,
  type Fields,
  jsonOf,
  someRecords,
} from '../../../../support/queries.ts'

const PATHS = ['v', 'o.w', 'o', 'no', 'o.no', 'v.no', 'id'] as const
const aPath = fc.constantFrom(...PATHS)

type AnyTable = Table<Fields>
type By = 'where' | 'indexed'

async function opened(records: readonly Fields[], columns: boolean): Promise<AnyTable> {
  const json = jsonOf(records)
  const attempt = partsOf(json, { key: 'id', columns }).catch(() => partsOf(json, { key: 'id' }))
  return openTable<Fields>(await attempt)
}

function asked(table: AnyTable, path: string, ask: Ask): FoundRecords<Fields> {
  const where = table.where(path)
  if ('is' in ask) return where.is(ask.is as string)
  if ('startsWith' in ask) return where.startsWith(ask.startsWith)
  const { from, above, to, below } = ask
  const low = from !== undefined ? where.from(from) : above !== undefined ? where.above(above) : undefined
  const end = low ?? where
  if (to !== undefined) return end.to(to)
  return below === undefined ? (low as FoundRecords<Fields>) : end.below(below)
}

/** Waits for the index by which the question is answered. */
function indexed(table: AnyTable, path: string, ask: Ask): Promise<void> {
  if ('is' in ask) return table.index(path).ready()
  const isText = Object.values(ask).some((bound) => typeof bound === 'string')
  return (isText ? table.prefix(path) : table.range(path)).ready()
}

describe.each<{ columns: boolean; by: By }>([
  { columns: true, by: 'where' },
  { columns: true, by: 'indexed' },
  { columns: false, by: 'where' },
  { columns: false, by: 'indexed' },
])('with columns: $columns, $by', ({ columns, by }) => {
  test('finds what a filter over the records finds, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRecords,
        fc.array(fc.tuple(aPath, anAsk), { minLength: 1, maxLength: 8 }),
        async (records, asks) => {
          const table = await opened(records, columns)
          const plain = JSON.parse(jsonOf(records)) as Fields[]
          for (const [path, ask] of asks) {
            if (by === 'indexed') await indexed(table, path, ask)
            const rows = expectedRows(plain, path.split('.'), ask)
            const found = asked(table, path, ask)
            expect([...found.rows()]).toEqual(rows)
            expect(found.size).toBe(rows.length)
            // Asked again, and for the first alone.
            expect(asked(table, path, ask).size).toBe(rows.length)
            expect(asked(table, path, ask).first()).toEqual(plain[rows[0] ?? -1])
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    )
  })
})
