/** Documents of CSV, and the lines of JSON that the converter makes of them. @module */

import { TermError } from '../../src/base/errors.ts'
import type { CsvOptions } from '../../src/decode/table/contract.ts'
import { csvSource } from '../../src/decode/table/csv.ts'
import { checkCsvOptions } from '../../src/decode/table/options/csv-options.ts'
import { piecesOf } from './built-tables.ts'

export interface CsvCut extends CsvOptions {
  readonly format?: 'csv' | 'tsv'
  /** How many bytes each piece has; without it the document is one piece. */
  readonly size?: number
}

/** The records of a document. */
export async function recordsOf(
  document: string | Uint8Array,
  { size, format = 'csv', ...options }: CsvCut = {},
): Promise<Record<string, unknown>[]> {
  const how = checkCsvOptions('table', { format, ...options })
  if (how === undefined) throw new Error('this is no format of CSV')
  const chunks: Uint8Array[] = []
  for await (const chunk of csvSource(() => piecesOf(document, size), how).lines()) chunks.push(chunk)
  const lines = Buffer.concat(chunks).toString('utf8').split('\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What is said of a document that is refused. */
export async function saidOf(document: string | Uint8Array, cut?: CsvCut): Promise<string> {
  const outcome = await recordsOf(document, cut).catch((error: unknown) => error)
  if (outcome instanceof TermError && outcome.code === 'ERR_TERM_DESERIALIZE') return outcome.message
  throw new Error('the document is not refused', { cause: outcome })
}

/** A field as CSV has it: in quotes where it must be, or wherever `always` is true. */
const fieldOf = (text: string, always: boolean): string =>
  always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Rows as a document of CSV. */
export const csvOf = (
  rows: readonly (readonly string[])[],
  { end = '\n', always = false, last = true }: { end?: string; always?: boolean; last?: boolean } = {},
): string =>
  rows.map((row) => row.map((text) => fieldOf(text, always)).join(',')).join(end) + (last ? end : '')
