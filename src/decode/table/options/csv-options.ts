/** Checks the options that are for CSV alone. @module */

import { checkFlag, checkOneOf, checkRecord } from '../../../base/checks.ts'
import { unexpected } from '../../../base/unexpected.ts'
import type { CsvHow, CsvOptions } from '../contract.ts'

export const CSV_OPTIONS = [
  'format',
  'header',
  'types',
  'separator',
  'quotes',
  'decimal',
] as const satisfies (keyof CsvOptions | 'format')[]

interface WithFormat extends CsvOptions {
  readonly format?: string | undefined
}

/** How CSV is to be read; `undefined` for another format. @throws TypeError for options that can't be */
export function checkCsvOptions(of: string, options: WithFormat): CsvHow | undefined {
  const { format } = options
  if (format !== undefined) checkOneOf(of, 'format', format, ['json', 'ndjson', 'json-seq', 'csv', 'tsv'])
  if (format !== 'csv' && format !== 'tsv') {
    const stray = CSV_OPTIONS.find((name) => name !== 'format' && options[name] !== undefined)
    if (stray === undefined) return undefined
    throw unexpected(of, stray, "left out, but with `format: 'csv'` or `'tsv'`", options[stray])
  }
  const decimal = options.decimal ?? '.'
  checkOneOf(of, 'decimal', decimal, ['.', ','])
  const separator = options.separator ?? (format === 'csv' ? ',' : '\t')
  checkSeparator(of, separator)
  const header = checkHeader(of, options.header)
  return {
    header,
    types: checkTypes(of, options.types, header),
    separator,
    quotes: options.quotes === undefined || checkFlag(of, 'quotes', options.quotes),
    decimal,
  }
}

function checkSeparator(of: string, separator: unknown): void {
  if (typeof separator === 'string' && /^[\t !#-/:-@[-`{-~]$/.test(separator) && separator !== '\\') return
  throw unexpected(of, 'separator', 'a tab, a blank or one sign of ASCII, such as `;`', separator)
}

function checkHeader(of: string, header: CsvOptions['header'] = true): true | readonly string[] {
  if (header === true) return true
  const isList = Array.isArray(header) && header.length > 0
  if (!isList || !header.every((name) => typeof name === 'string'))
    throw unexpected(of, 'header', '`true` or the names of all columns', header)
  const twice = header.find((name, at) => header.indexOf(name) !== at)
  if (twice === undefined) return [...header]
  throw unexpected(of, 'header', 'names of which no two are the same', twice)
}

function checkTypes(
  of: string,
  types: CsvOptions['types'] = {},
  header: true | readonly string[],
): CsvHow['types'] {
  if (types === 'infer') return types
  if (typeof types === 'string') throw unexpected(of, 'types', "types by name or `'infer'`", types)
  checkRecord(of, 'types', types, header === true ? undefined : header)
  for (const [name, type] of Object.entries(types))
    checkOneOf(of, `types.${name}`, type, ['text', 'number', 'boolean'])
  return { ...types }
}
