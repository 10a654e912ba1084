/** Texts of the values as CSV, beside what was written: quotes, separators and line breaks included. @module */

import { builtTable } from '../../../src/decode/table/job.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { same } from '../compare/difference.ts'
import type { Form } from './form.ts'

const NUMBER = /^-?\d{1,15}(?:\.\d{1,3})?$/

export const asCsv: Form = async ({ rows, random, cut }) => {
  const separator = random.pick([',', ';', '\t'])
  const end = random.pick(['\n', '\r\n'])
  const quoted = (text: string): string =>
    random.chance(0.3) || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const records = rows.map(({ text, value }, at) => ({
    'the "id"': String(at),
    t: (typeof value === 'string' ? value : text).replaceAll(/\p{Surrogate}/gu, '?'),
    n: NUMBER.test(text) ? Number(text) : null,
  }))
  const lines = records.map(({ 'the "id"': id, t, n }) => [
    quoted(id),
    quoted(t),
    n === null ? '' : Object.is(n, -0) ? '-0' : String(n),
  ])
  const text = [['"the ""id"""', 't', 'n'], ...lines].map((line) => line.join(separator)).join(end)
  const csv = { header: true, types: { n: 'number' }, separator, quotes: true, decimal: '.' } as const
  const { parts } = await builtTable(
    { isByPosition: true, csv, mayBeNothing: true, columns: random.chance(0.5) ? undefined : false },
    { sizeHint: 0, pieces: cut(random.chance(0.5) ? text : text + end) },
  )
  same('the records', records, [...openRows(parts)])
}
