/** Data that others publish, as tables in the three layouts. @module */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Document } from '../generate/documents.ts'

const require = createRequire(import.meta.url)

type Json = Record<string, unknown>
type Rows = readonly (readonly [string, unknown])[]

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json

const mediaTypes = (): Rows => Object.entries(read(require.resolve('mime-db/db.json')))

const currencies = (): Rows =>
  (require('currency-codes/data') as readonly { code: string }[]).map((record) => [record.code, record])

const locked = (): Rows => Object.entries(read('package-lock.json').packages as Json)

/** Names in many scripts, of the Unicode CLDR. */
function names(type: 'region' | 'currency', codes: readonly string[]): Rows {
  const locales = ['en', 'de', 'zh', 'ar', 'hi', 'ru', 'el', 'ja', 'th', 'am']
  const named = locales.map((locale) => [locale, new Intl.DisplayNames(locale, { type })] as const)
  return codes.map((code) => [
    code,
    Object.fromEntries(named.map(([locale, of]) => [locale, of.of(code) ?? null])),
  ])
}

const regions = (): Rows => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return names(
    'region',
    letters.flatMap((a) => letters.map((b) => a + b)),
  )
}

const browsers = () => require('@mdn/browser-compat-data') as Json

/** Each feature that has a record of its own, by its path. */
function features(): Rows {
  const rows: [string, unknown][] = []
  const visit = (node: Json, path: string): void => {
    for (const [name, child] of Object.entries(node)) {
      if (!isObject(child)) continue
      if (name === '__compat') rows.push([path, child])
      else visit(child, path === '' ? name : `${path}.${name}`)
    }
  }
  visit(browsers(), '')
  return rows
}

const whole = (): Rows => Object.entries(browsers())

function* layouts(rows: Rows): Generator<Document> {
  const text = (value: unknown, indent?: number) => JSON.stringify(value, null, indent)
  const records = rows.map(([key, value]) => ({ '@id': key, ...(isObject(value) ? value : { value }) }))
  yield { key: undefined, bytes: Buffer.from(text(Object.fromEntries(rows))) }
  yield { key: undefined, bytes: Buffer.from(text(Object.fromEntries(rows), 2)) }
  yield { key: '@id', bytes: Buffer.from(text(records)) }
  yield { key: '@id', bytes: Buffer.from(text(records, 1)) }
  yield { key: '@id', bytes: Buffer.from(records.map((record) => text(record)).join('\n')) }
}

const currencyNames = (): Rows => names('currency', Intl.supportedValuesOf('currency'))

// The last one, of a few huge records, is worth one layout.
const SETS = [currencies, currencyNames, mediaTypes, locked, regions, features, whole]
const LAYOUTS = 5

let latest: { readonly set: number; readonly documents: readonly Document[] } | undefined

/** One data set after another, the small ones first; each is read when it is asked for. */
function at(number: number): Document {
  const set = Math.floor(number / LAYOUTS)
  if (latest?.set !== set) {
    const load = SETS[set] as () => Rows
    latest = { set, documents: [...layouts(load())] }
  }
  return latest.documents[number % LAYOUTS] as Document
}

export const PUBLIC = { count: SETS.length * LAYOUTS - LAYOUTS + 1, at }
