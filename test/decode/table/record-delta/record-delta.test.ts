/** A delta of records makes the table that decoding makes, byte by byte, and leaves the one before as it was. @module */

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { allTime } from '../../../../src/base/time-slice.ts'
import type { PlainTable } from '../../../../src/decode/table/format/plain-table.ts'
import type { TableParts } from '../../../../src/decode/table/format/table-parts.ts'
import { madeRecordDelta, tableByDelta } from '../../../../src/decode/table/record-delta/index.ts'
import { tableProof } from '../../../../src/decode/table/record-delta/proof.ts'
import { partsOf } from '../../../support/built-tables.ts'
import {
  diceOf,
  documentOf,
  drawnRecords,
  nextRecords,
  type Records,
  readBack,
  recordDeltaOfTables,
  tableOf,
} from '../../../support/record-deltas.ts'

const most = 2 ** 30

const proof = (parts: TableParts) => tableProof(parts as PlainTable, allTime)

const turnovers = fc.record({
  changed: fc.constantFrom(0, 3, 20),
  removed: fc.constantFrom(0, 0, 15),
  added: fc.constantFrom(0, 0, 15),
})

describe('a delta of records', () => {
  it('makes the table after of the one before, whatever has changed, and writes to nothing of that', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 1, max: 300 }),
        turnovers,
        async (seed, count, turnover) => {
          const dice = diceOf(seed)
          const old = drawnRecords(dice, count)
          const wanted = nextRecords(dice, old, turnover)
          if (wanted.size === 0) return
          const [before, after] = [await tableOf(old), await tableOf(wanted)]
          const delta = await madeRecordDelta(before, after)
          if (typeof delta === 'string') return
          const table = await tableByDelta(before, { ...delta, most }, allTime)
          expect(readBack(table)).toEqual(JSON.parse(documentOf(wanted)))
          expect(await proof(table)).toBe(await proof(after))
          expect(readBack(before)).toEqual(JSON.parse(documentOf(old)))
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('is made for most of what comes one after the other, and each is the base of the next', async () => {
    const dice = diceOf(7)
    let records: Records = drawnRecords(dice, 500)
    let held = await tableOf(records)
    let reasons = 0
    for (let version = 0; version < 40; version++) {
      records = nextRecords(dice, records, {
        changed: 50,
        removed: version % 3 && 60,
        added: version % 3 && 60,
      })
      const after = await tableOf(records)
      const delta = await madeRecordDelta(held, after)
      if (typeof delta === 'string') reasons++
      held = typeof delta === 'string' ? after : await tableByDelta(held, { ...delta, most }, allTime)
      expect(readBack(held)).toEqual(JSON.parse(documentOf(records)))
    }
    expect(reasons).toBeLessThan(5)
  })

  it('shares with the table before whatever is the same', async () => {
    const before = await partsOf('{"a":{"x":1,"t":"one"},"b":{"x":2,"t":"two"}}', { columns: true })
    const after = await partsOf('{"a":{"x":1,"t":"one"},"b":{"x":3,"t":"two"}}', { columns: true })
    const table = await tableByDelta(before, { ...(await recordDeltaOfTables(before, after)), most }, allTime)
    expect(table.index.heap.buffer).toBe(before.index.heap.buffer)
  })

  it('finds keys that came, and none that went, also long ones', async () => {
    const long = 'long'.repeat(100)
    const rows = (keys: string[]) =>
      partsOf(JSON.stringify(Object.fromEntries(keys.map((key) => [key, { x: 1 }]))), { columns: true })
    const [before, after] = [
      await rows(['a', 'b', 'c', 'd', 'e', 'f']),
      await rows(['a', 'c', long, 'd', 'größe', 'e', 'f']),
    ]
    const table = await tableByDelta(before, { ...(await recordDeltaOfTables(before, after)), most }, allTime)
    expect(readBack(table)).toEqual(readBack(after))
  })
})

test.each<[string, string, string]>([
  ['another order of the records', '{"a":{"x":1},"b":{"x":2}}', '{"b":{"x":2},"a":{"x":1}}'],
  [
    'a field that is new',
    '{"a":{"x":1},"b":{"x":2},"c":{"x":2}}',
    '{"a":{"x":1},"b":{"x":2,"y":1},"c":{"x":2}}',
  ],
  [
    'a field of another kind',
    '{"a":{"x":1},"b":{"x":2},"c":{"x":2}}',
    '{"a":{"x":1},"b":{"x":"2"},"c":{"x":2}}',
  ],
  ['other records in most rows', '{"a":{"x":1},"b":{"x":2}}', '{"a":{"x":3},"b":{"x":4}}'],
])('for %s there is none, and it is said why', async (_, before, after) => {
  const columns = true
  const why = await madeRecordDelta(await partsOf(before, { columns }), await partsOf(after, { columns }))
  expect(why).toEqual(expect.any(String))
})

test('for documents there is none', async () => {
  const document = await partsOf('{"a":{"x":1}}')
  expect(await madeRecordDelta(document, document)).toMatch('not of columns')
})
