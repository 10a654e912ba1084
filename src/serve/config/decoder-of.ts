/** Finds the decoder of a `format`. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { bytes } from '../../decode/bytes.ts'
import { json } from '../../decode/json.ts'
import { table } from '../../decode/table.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import { type ConfigFault, made, within } from './faults.ts'
import type { Format } from './service-config.ts'

const FORMATS: readonly Format[] = ['json', 'table', 'bytes', 'text']
export const TABLE_FIELDS = ['key', 'columns', 'cache', 'changes'] as const

type Deserialize = AnyTermOptions['deserialize']

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
    const both = ['format', ...TABLE_FIELDS].find((field) => term[field] !== undefined)
    if (both === undefined) return deserialize
    faults.push({ path: within(path, both), words: 'left out where there is `deserialize`' })
    return undefined
  }
  const given = TABLE_FIELDS.filter((field) => term[field] !== undefined)
  if (format === 'table')
    return made(
      path,
      Object.fromEntries(given.map((field) => [field, term[field]])),
      (rest) => table(rest),
      faults,
    )
  for (const field of given)
    faults.push({ path: within(path, field), words: 'only with `"format": "table"`' })
  const found = { json, bytes: bytes(), text }[format as 'json' | 'bytes' | 'text']
  if (found === undefined) {
    const hint = didYouMean(format, FORMATS)
    const words = `expected one of ${FORMATS.join(', ')}${hint === undefined ? '' : `; ${hint}`}`
    faults.push({ path: within(path, 'format'), words })
  }
  return found
}
