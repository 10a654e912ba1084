/** docs/table-format.md shows the memory that its document makes, number by number. @module */

import { expect, test } from 'vitest'
import { allTime } from '../../src/base/time-slice.ts'
import { columnWriter } from '../../src/decode/table/build/columns/column-writer.ts'
import type { Memo } from '../../src/decode/table/build/memo.ts'
import type { Plan } from '../../src/decode/table/build/plan/plan.ts'
import { takeIndex } from '../../src/decode/table/build/take-index.ts'
import { buildTable } from '../../src/decode/table/build.ts'
import type { ColumnNode } from '../../src/decode/table/format/columns.ts'
import { withScanner } from '../../src/decode/table/scanner/scanner-instance.ts'
import { startScan } from '../../src/decode/table/scanner/start-scan.ts'
import { read } from '../house/sources.ts'

const PAGE = read('docs/table-format.md')
const KEY = [['id']]
/** A table draws its own, which no page can know. */
const SEED = [1, 2] as const

const [document, mixed] = [...PAGE.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text]) =>
  Buffer.from(String(text)),
) as [Buffer, Buffer]

/** What would be planned for many records like those of the second document. */
const MIXED: Plan = {
  kind: 'object',
  fields: [
    { name: 'id', plan: { kind: 'key' } },
    { name: 'size', plan: { kind: 'json' } },
    { name: 'stock', plan: { kind: 'map', value: { kind: 'number' } } },
  ],
}

/** Both ways to keep the records of the first document, over one index, and the columns of the second. */
const memory = async () => {
  const built = await buildTable(() => [document], { key: 'id', columns: true })
  const { plan } = built.memo as Memo
  return withScanner(async (scanner) => {
    const begun = (sink: 'columns' | 'spans') =>
      startScan(scanner, { sink, reading: { key: KEY }, seed: SEED })
    const scanned = (scan: ReturnType<typeof begun>, text: Buffer) =>
      expect([...scan.take(text), ...scan.end()]).toEqual([])
    const columnsOf = async (text: Buffer, by: Plan) => {
      const scan = begun('columns')
      const writer = columnWriter(scanner, by, KEY)
      scanner.allowOdd()
      scanned(scan, text)
      return writer.finish(allTime)
    }

    scanned(begun('spans'), document)
    const { index, spans } = takeIndex(scanner, SEED, { key: KEY, withSpans: true })
    const { root: columns } = await columnsOf(document, plan as Plan)
    expect(built.parts.records).toEqual({ kind: 'columns', root: columns })
    const { root, odd } = await columnsOf(mixed, MIXED)
    return { index, document: { spans }, columns, mixed: root, odd }
  })
}

/** What a path of names leads to; a field of an object is named as in the document. */
const at = (root: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => {
    const fields = (part as ColumnNode & { fields?: { name: string; node: ColumnNode }[] }).fields ?? []
    const field = fields.find((each) => each.name === name)
    return field?.node ?? (part as Record<string, unknown>)[name]
  }, root)

interface Stretch {
  readonly path: string
  readonly rows: readonly { readonly at: number; readonly numbers: readonly number[] }[]
}

const numbersIn = (cell: string): number[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => Number(text))

const stretches = [...PAGE.matchAll(/^### `(.+)`\n([\s\S]*?)(?=^##|(?![\s\S]))/gm)].map(
  ([, path = '', body = '']): Stretch => ({
    path,
    rows: [...body.matchAll(/^\| (\d+) \| (.+?) \|/gm)].map(([, place, cell = '']) => ({
      at: Number(place),
      numbers: numbersIn(cell),
    })),
  }),
)

test.each(stretches)('the page shows all of $path, and as it is', async ({ path, rows }) => {
  const view = at(await memory(), path) as Uint8Array
  expect(rows.flatMap(({ numbers }) => numbers)).toEqual(Array.from(view))
  let next = 0
  for (const { at: place, numbers } of rows) {
    expect(place).toBe(next)
    next += numbers.length
  }
})

test('the page shows all memory that the document needs', async () => {
  const views: string[] = []
  const visit = (part: unknown, path: string): void => {
    if (ArrayBuffer.isView(part)) views.push(path)
    else if (Array.isArray(part)) for (const { name, node } of part) visit(node, `${path}.${name}`)
    else if (typeof part === 'object' && part !== null) {
      for (const [name, inner] of Object.entries(part))
        visit(inner, name === 'fields' ? path : `${path}.${name}`)
    }
  }
  const { index, ...kept } = await memory()
  visit({ index: { buckets: index.buckets, heap: index.heap }, ...kept }, '')
  expect(stretches.map(({ path }) => `.${path}`).sort()).toEqual(views.sort())
})

test('the page says what else there is beside the memory', async () => {
  const all = await memory()
  const said = [...PAGE.matchAll(/`((?:index|columns|mixed|odd)\.[\w.]+)` is `([^`]+)`/g)]
  expect(said.length).toBeGreaterThan(6)
  for (const [, path, value] of said) expect(`${path} ${at(all, String(path))}`).toBe(`${path} ${value}`)
})
