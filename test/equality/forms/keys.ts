/** The values in records with keys of two parts, one of them further in and a number in any spelling. @module */

import { buildTable } from '../../../src/decode/table/build.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { equal, same } from '../compare/difference.ts'
import type { Form } from './form.ts'

const SPELLINGS: readonly ((whole: number) => string)[] = [
  String,
  (whole) => `${whole}.0`,
  (whole) => `${whole}e0`,
  (whole) => (whole === 0 ? '0e7' : `${whole}0e-1`),
  (whole) => `"${whole}"`,
  (whole) => `${whole}.000E+0`,
]

export const byParts: Form = async ({ rows, random, cut }) => {
  const duplicates = random.pick(['first', 'last'] as const)
  const expected = new Map<string, unknown>()
  const records = rows.map(({ text }) => {
    const whole = random.below(rows.length * 2)
    const word = random.pick(['de', '', '\u0000', 'd', 'e1'])
    const id = random.pick(SPELLINGS)(whole)
    const record = `{"l":${JSON.stringify(word)},"k":{"id":${id},"x":1},"v":${text}}`
    const key = JSON.stringify([String(whole), word])
    if (duplicates === 'last' || !expected.has(key)) expected.set(key, JSON.parse(record))
    return record
  })
  const { parts } = await buildTable(cut(`[${records.join(',')}]`), {
    key: ['k.id', 'l'],
    duplicates,
    columns: random.chance(0.5) ? undefined : false,
  })
  const table = openTable<unknown, readonly string[]>(parts)
  equal('size', expected.size, table.size)
  const entries = Array.from(expected, ([key, value]) => [JSON.parse(key), value])
  same('the entries', entries, [...table])
  for (const [key, value] of entries) same('get', value, table.get(key), key)
  equal('has', false, table.has(['', 'no such key']))
}
