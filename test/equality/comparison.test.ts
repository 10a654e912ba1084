/** The comparison itself finds what differs. @module */

import { describe, expect, test } from 'vitest'
import { checkTable } from './check-table.ts'
import { KINDS, type Kind, sampleOf } from './kinds/kinds.ts'
import type { Row } from './oracle/oracle.ts'
import { runKind, type Tally } from './runner.ts'
import { plain, plainTable } from './subjects/plain.ts'
import type { Subject } from './subjects/subject.ts'

const options = { seed: 1, enough: 1, isShrunk: false }

const run = (kind: Kind, subject: Subject): Promise<Tally> =>
  runKind(
    kind,
    sampleOf(kind).filter((_, i) => i % 4 === 0),
    { ...options, check: (document, random, memo) => checkTable(subject, document, random, memo) },
  )

/** Is a subject that is wrong found, by small documents alone? */
async function isFound(subject: Subject): Promise<boolean> {
  for (const kind of KINDS) {
    if (kind.name !== 'public' && (await run(kind, subject)).failures.length > 0) return true
  }
  return false
}

const changed = (rows: Map<string, Row>, change: (row: Row, key: string) => Row): Map<string, Row> =>
  new Map(Array.from(rows, ([key, row]) => [key, change(row, key)]))

const revalued = (row: Row, from: (value: unknown) => unknown): Row => ({ ...row, value: from(row.value) })

/** Makes values anew out of a changed text of them. */
const through = (replace: (text: string) => string) => (value: unknown) =>
  JSON.parse(replace(JSON.stringify(value)))

const FLAWS: Record<string, Parameters<typeof plain>[0]> = {
  'loses a key': (rows) => new Map([...rows].slice(0, 8)),
  'has a key too many': (rows) =>
    rows.size === 3 ? new Map([...rows, ['', { value: 1, text: '1' }]]) : rows,
  'keeps the order of objects': (rows) =>
    new Map(
      Object.keys(Object.fromEntries(rows)).map((key) => [key, rows.get(key) ?? { value: 0, text: '' }]),
    ),
  'confuses -0 and 0': (rows) =>
    changed(rows, (row) =>
      revalued(
        row,
        through((text) => text),
      ),
    ),
  'loses the fields named __proto__': (rows) =>
    changed(rows, (row) =>
      revalued(row, (value) =>
        JSON.parse(JSON.stringify(value), (name, of) => (name === '__proto__' ? undefined : of)),
      ),
    ),
  'makes one character of lone surrogates': (rows) =>
    changed(rows, (row) =>
      revalued(
        row,
        through((text) => text.replaceAll('\\udfff', '\\udffe')),
      ),
    ),
  'trims the text of a record': (rows) =>
    changed(rows, (row) => ({ ...row, text: row.text.replaceAll('\t', '') })),
  'ignores the last byte': (rows, bytes) => (bytes.at(-1) === 0x0a ? new Map([...rows].slice(0, -1)) : rows),
}

describe('the comparison', () => {
  test.each(KINDS)('finds nothing in tables of $name that are made with JSON.parse', async (kind) => {
    const { documents, accepted, refused, failures } = await run(kind, plain())
    expect(failures).toEqual([])
    expect(accepted + refused).toBe(documents)
  })

  test.each(Object.entries(FLAWS))('finds a table that %s', async (_flaw, bend) => {
    expect(await isFound(plain(bend))).toBe(true)
  })

  test('finds a table that takes what is no JSON', async () => {
    const lenient: Subject = (pieces, options) =>
      plain()(pieces, options).catch(() => ({ table: plainTable(new Map()) }))
    expect(await isFound(lenient)).toBe(true)
  })

  test('finds a table that refuses at a byte that is not there', async () => {
    const far: Subject = (pieces, options) =>
      plain()(pieces, options).catch((error: Error) => {
        error.message = error.message.replace('byte 0', 'byte 999999999')
        throw error
      })
    expect(await isFound(far)).toBe(true)
  })
})
