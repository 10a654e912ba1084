/** The values as lines, items, sequences and at a path, read by position: they are what `JSON.parse` says. @module */

import { type BuildOptions, buildRows } from '../../../src/decode/table/build.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { equal, same } from '../compare/difference.ts'
import type { Form, Given } from './form.ts'

const flat = (text: string): string => text.replaceAll(/[\r\n]/g, ' ')

async function hold({ rows, random, cut }: Given, text: string, options: BuildOptions): Promise<unknown> {
  const columns = random.chance(0.5) ? undefined : false
  const { parts } = await buildRows(cut(text), { ...options, columns, mayBeNothing: true })
  const found = openRows<unknown>(parts)
  const values = rows.map(({ value }) => value)
  same('the rows', values, [...found])
  for (const at of [0, rows.length - 1, rows.length, -1]) same('get', values[at], found.get(at), at)
  for (const at of [0, rows.length - 1]) {
    const raw = found.raw(at)
    if (raw !== undefined) same('what is parsed of raw', values[at], JSON.parse(raw), at)
  }
  equal('size', rows.length, found.size)
  return found.envelope
}

const listOf = ({ rows }: Given): string => `[${rows.map(({ text }) => text).join(',')}]`

export const asItems: Form = async (given) => void (await hold(given, listOf(given), {}))

export const asLines: Form = async (given) => {
  const text = given.rows.map((row) => `${flat(row.text)}\n`).join('')
  await hold(given, text, { format: 'ndjson' })
}

export const asSequence: Form = async (given) => {
  const text = given.rows.map((row) => `\u001e${row.text}\n`).join('')
  await hold(given, text, { format: 'jsonSeq' })
}

export const atPath: Form = async (given) => {
  const { random } = given
  const before = random.pick(['', '"m":[{"b":[]},"]}"],', '"a.b":{"a":{"b":1}},', '"\\u0061\\\\":"a",'])
  const after = random.pick(['', ',"z":{"b":[1,2]}', ' , "b" : "\\"[" '])
  const around = (records: string) => `{${before}"a":{"x":null,"b":${records},"y":0}${after}}`
  const envelope = await hold(given, around(listOf(given)), { at: ['a', 'b'] })
  same('the envelope', JSON.parse(around('null')), envelope)
}
