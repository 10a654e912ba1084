/** Makes the decoder of a format and its options. @module */

import { checkRecord } from '../../base/checks.ts'
import { bytes } from '../../decode/bytes.ts'
import { json } from '../../decode/json.ts'
import { lines } from '../../decode/lines.ts'
import { ranges, rows, type TableOptions, table } from '../../decode/table.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import { type Format, type FormatOptions, RANGE_FIELDS } from './formats.ts'
import { type RemedyWords, speakingOf } from './remedies.ts'

export type Deserialize = NonNullable<AnyTermOptions['deserialize']>

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** What isn't UTF-8 throws. */
const text = (payload: Uint8Array): string => utf8.decode(payload)

const MAKERS: Readonly<Record<Format, (options: FormatOptions) => Deserialize>> = {
  json: () => json,
  table: (options) => table(options),
  rows: (options) => withoutKey(options),
  csv: (options) => ofColumns('csv', options),
  tsv: (options) => ofColumns('tsv', options),
  lines: (options) => lines(options),
  texts: (options) => lines({ ...options, format: 'json' }),
  bytes: () => bytes(),
  text: () => text,
}

/**
 * @param words - how those write options who read what it refuses
 * @throws TypeError for options that can't be
 */
export const decoderFor = (format: Format, options: FormatOptions, words: RemedyWords): Deserialize =>
  speakingOf(MAKERS[format](options), words)

/** What has no key is read by position, or by its ranges. */
const ofColumns = (format: 'csv' | 'tsv', options: FormatOptions): Deserialize =>
  options.key === undefined ? withoutKey({ ...options, format }) : table({ ...options, format })

function withoutKey({ ranges: fields, ...rest }: FormatOptions & Pick<TableOptions, 'format'>): Deserialize {
  if (fields === undefined) return rows(rest)
  checkRecord('ranges', 'ranges', fields, RANGE_FIELDS)
  return ranges({ ...rest, ...fields })
}
