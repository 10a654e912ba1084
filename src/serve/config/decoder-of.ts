/** Finds the decoder of a `format`. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { bytes } from '../../decode/bytes.ts'
import { json } from '../../decode/json.ts'
import { lines } from '../../decode/lines.ts'
import { rows, type TableOptions, table } from '../../decode/table.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import { type ConfigFault, made, within } from './faults.ts'
import type { Format } from './service-config.ts'

type Deserialize = AnyTermOptions['deserialize']

const FORMATS: readonly Format[] = ['json', 'table', 'rows', 'csv', 'tsv', 'lines', 'bytes', 'text']
const PLACE = ['at', 'envelope'] as const
const RECORDS = ['minRecords', 'columns', 'indexes'] as const
const KEYED = ['key', 'duplicates', 'cache', 'changes'] as const
const CSV = [...RECORDS, ...KEYED, 'header', 'types', 'separator', 'quotes', 'decimal'] as const
/** The options of formats that have some. */
const FIELDS_OF = {
  table: [...PLACE, ...RECORDS, ...KEYED],
  rows: [...PLACE, ...RECORDS],
  csv: CSV,
  tsv: CSV,
  lines: ['comments', 'trim', 'caseless', 'minEntries', 'changes'],
} as const
const MAKERS: Readonly<Record<keyof typeof FIELDS_OF, (options: object) => Deserialize>> = {
  table: (options) => table(options),
  rows: (options) => rows(options),
  csv: (options) => recordsOf('csv', options),
  tsv: (options) => recordsOf('tsv', options),
  lines: (options) => lines(options),
}

/** What has no key is read by position. */
const recordsOf = (format: 'csv' | 'tsv', options: TableOptions): Deserialize =>
  options.key === undefined ? rows({ ...options, format }) : table({ ...options, format })

export const DECODER_FIELDS = [...new Set(Object.values(FIELDS_OF).flat())]

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** What isn't UTF-8 throws. */
const text = (payload: Uint8Array): string => utf8.decode(payload)

/** The decoder of what is checked already: one of the formats, or a function of the user's. */
export function decoderOf(
  path: string,
  term: Readonly<Record<string, unknown>>,
  faults: ConfigFault[],
): Deserialize | undefined {
  const { format = 'json', deserialize } = term
  if (deserialize !== undefined) {
    const both = ['format', ...DECODER_FIELDS].find((field) => term[field] !== undefined)
    if (both === undefined) return deserialize
    faults.push({ path: within(path, both), words: 'left out where there is `deserialize`' })
    return undefined
  }
  const own: readonly string[] = FIELDS_OF[format as keyof typeof FIELDS_OF] ?? []
  const given = DECODER_FIELDS.filter((field) => term[field] !== undefined)
  for (const field of given.filter((one) => !own.includes(one)))
    faults.push({ path: within(path, field), words: `only with ${formatsWith(field)}` })
  if (isMade(format)) {
    const fields = given.filter((field) => own.includes(field)).map((field) => [field, term[field]])
    return made(path, Object.fromEntries(fields), MAKERS[format], faults)
  }
  const found = { json, bytes: bytes(), text }[format as 'json' | 'bytes' | 'text']
  if (found === undefined) {
    const hint = didYouMean(format, FORMATS)
    const words = `expected one of ${FORMATS.join(', ')}${hint === undefined ? '' : `; ${hint}`}`
    faults.push({ path: within(path, 'format'), words })
  }
  return found
}

const isMade = (format: unknown): format is keyof typeof MAKERS => Object.hasOwn(MAKERS, format as string)

const formatsWith = (field: string): string =>
  Object.entries(FIELDS_OF)
    .filter(([, fields]) => (fields as readonly string[]).includes(field))
    .map(([format]) => `\`"format": "${format}"\``)
    .join(' or ')
