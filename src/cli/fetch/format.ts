/** The forms that a payload is read in, and how its value is written. @module */

import { json } from '../../decode/json.ts'
import { type Table, table } from '../../decode/table.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'

export type Format = 'json' | 'table' | 'bytes' | 'text'

/** The form that was asked for, or the one that the name of the payload speaks for. */
export function formatOf(given: Given, address: string): Format {
  const asked = given.text('format') as Format | undefined
  const key = given.text('key')
  if (key !== undefined && (asked ?? 'table') !== 'table')
    throw usageError(`\`--key\` is of a table, not of ${asked}`)
  if (asked !== undefined) return asked
  if (key !== undefined) return 'table'
  return /\.(geo)?json(\.(gz|br|zst))?([?#]|$)/i.test(address) ? 'json' : 'bytes'
}

type Deserialize = ((bytes: Uint8Array) => unknown) | undefined

export function deserializeOf(format: Format, key: string | undefined): Deserialize {
  if (format === 'json') return json
  if (format === 'text') return (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (format === 'table') return asUsage(() => table(key === undefined ? {} : { key }))
  return undefined
}

const CHUNK = 64 * 1024

/** The value in pieces, as it is written: a table as one record a line. */
export function* piecesOf(value: unknown, format: Format, indent: number): Iterable<string | Uint8Array> {
  if (format === 'bytes' || format === 'text') yield value as string | Uint8Array
  else if (format === 'json') yield `${JSON.stringify(value, undefined, indent)}\n`
  else yield* records(value as Table<unknown>)
}

function* records(rows: Table<unknown>): Iterable<string> {
  let chunk = ''
  for (const key of rows.keys()) {
    chunk += `${rows.raw(key)?.replaceAll(/[\r\n]+\s*/g, ' ')}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
