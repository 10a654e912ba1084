/** The formats of payloads by name, and the options of each: what a config and the flags of a command may say. @module */

import type { LinesOptions } from '../../decode/lines.ts'
import type { RangesOptions, TableOptions } from '../../decode/table.ts'

const PLACE = ['at', 'envelope'] as const
const RECORDS = ['minRecords', 'columns', 'indexes'] as const
const KEYED = ['key', 'duplicates', 'cache', 'changes'] as const
const CSV = [
  ...[...RECORDS, ...KEYED, 'ranges'],
  ...['header', 'types', 'separator', 'quotes', 'decimal'],
] as const

const OPTIONS_OF = {
  json: [],
  table: [...PLACE, ...RECORDS, ...KEYED],
  rows: [...PLACE, ...RECORDS, 'ranges'],
  csv: CSV,
  tsv: CSV,
  lines: ['comments', 'trim', 'caseless', 'minRecords', 'changes'],
  texts: ['caseless', 'minRecords', 'changes'],
  bytes: [],
  text: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Format = keyof typeof OPTIONS_OF

/** The options of all formats. */
export interface FormatOptions
  extends Omit<TableOptions, 'format' | 'key'>,
    Pick<LinesOptions, 'comments' | 'trim' | 'caseless'> {
  /**
   * The field whose value is the key: the payload is an array of records, or NDJSON, one record a line. A dot leads into an
   * object: `a.id`; `a\\.id` is a field whose name has the dot. A list of 2 to 16 fields is a key of several parts:
   * `["locale", "code"]`. Left out: the payload is one object, keyed by its property names.
   *
   * Values are strings, or whole numbers, which become text: as `String` writes them, however they are spelled (`1.0`, `1e3`);
   * beyond 2^53 by their digits. A record whose key is anything else, or missing, refuses the payload.
   */
  readonly key?: string | readonly string[] | undefined
  /**
   * Each record is of a range, by which it is found: `{ "from": "start", "to": "end" }` or `{ "cidr": "network" }`, with the
   * options of `ranges()`. Such records have no key.
   */
  readonly ranges?: Pick<RangesOptions, (typeof RANGE_FIELDS)[number]> | undefined
}

export const FORMATS = Object.keys(OPTIONS_OF) as readonly Format[]

export const FORMAT_OPTIONS = [...new Set<keyof FormatOptions>(FORMATS.flatMap((name) => optionsOf(name)))]

export const RANGE_FIELDS = ['from', 'to', 'cidr', 'overlaps'] as const

/** Is it what `ranges` has, and no option beside it? */
export const isRangeField = (name: string): boolean => (RANGE_FIELDS as readonly string[]).includes(name)

export const isFormat = (name: unknown): name is Format => FORMATS.includes(name as Format)

export function optionsOf(format: Format): readonly (keyof FormatOptions)[] {
  return OPTIONS_OF[format] as readonly (keyof FormatOptions)[]
}

export const formatsWith = (option: keyof FormatOptions): readonly Format[] =>
  FORMATS.filter((format) => optionsOf(format).includes(option))
