/** Makes columns of records, through the scanner, as a table does. @module */

import { allTime } from '../../src/base/time-slice.ts'
import { columnWriter } from '../../src/decode/table/build/columns/column-writer.ts'
import type { Plan } from '../../src/decode/table/build/plan/plan.ts'
import type { ColumnNode } from '../../src/decode/table/format/columns.ts'
import { recordReader } from '../../src/decode/table/read/columns/record-reader.ts'
import { withScanner } from '../../src/decode/table/scanner/scanner-instance.ts'
import { startScan } from '../../src/decode/table/scanner/start-scan.ts'
import { piecesOf } from './built-tables.ts'
import { planOfTexts } from './plans.ts'

export const keyOf = (row: number): string => `key ${row}`

export interface Encoded {
  readonly root: ColumnNode
  /** Reads the record of a row. */
  read(row: number): unknown
}

/**
 * Encodes texts of records, under the keys of their rows, by the plan of the first `samples` of them. Returns `undefined`
 * where these have no shape in common, and the number of the row whose record didn't fit.
 */
export function encoded(
  texts: readonly string[],
  samples = texts.length,
  keys = keyOf,
): Promise<Encoded | number | undefined> {
  const plan = planOfTexts(texts.slice(0, samples), keys)
  return plan === undefined ? Promise.resolve(undefined) : encodedBy(plan, texts, keys)
}

/** Encodes texts by a plan; pieces of the document have `size` bytes. */
export function encodedBy(
  plan: Plan,
  texts: readonly string[],
  keys = keyOf,
  size?: number,
): Promise<Encoded | number> {
  const document = `{${texts.map((text, row) => `${JSON.stringify(keys(row))}:${text}`).join()}}`
  return withScanner(async (scanner) => {
    const scan = startScan(scanner, { sink: 'columns', reading: {}, seed: [7, 11] })
    const writer = columnWriter(scanner, plan)
    for (const piece of piecesOf(document, size)) for (const { record } of scan.take(piece)) return record - 1
    for (const { record } of scan.end()) return record - 1
    const { root } = await writer.finish(allTime)
    return { root, read: (row) => recordReader(root, keys)(row, keys(row)) }
  })
}

/** Does the same for records that fit. */
export async function columnsOf(
  texts: readonly string[],
  samples?: number,
  keys?: typeof keyOf,
): Promise<Encoded> {
  const result = await encoded(texts, samples, keys)
  if (typeof result !== 'object') throw new Error(`The records don't fit: ${result}`)
  return result
}

/** Finds the node of a field. */
export function nodeAt(root: ColumnNode, ...path: string[]): ColumnNode | undefined {
  return path.reduce<ColumnNode | undefined>(
    (node, name) =>
      node?.kind === 'object' ? node.fields.find((field) => field.name === name)?.node : undefined,
    root,
  )
}

/** How many bytes of memory all columns take. */
export function byteLengthOf(part: unknown): number {
  if (ArrayBuffer.isView(part)) return part.byteLength
  if (typeof part !== 'object' || part === null) return 0
  return Object.values(part).reduce<number>((sum, inner) => sum + byteLengthOf(inner), 0)
}

/** Does the same by a plan that is given. */
export async function columnsBy(
  plan: Plan,
  texts: readonly string[],
  keys?: typeof keyOf,
  size?: number,
): Promise<Encoded> {
  const result = await encodedBy(plan, texts, keys, size)
  if (typeof result !== 'object') throw new Error(`The records don't fit: ${result}`)
  return result
}
