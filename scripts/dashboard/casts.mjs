/** Trees that show what there is to be seen: nine terms of all conditions, two hundred, calm ones, none. @module */

// @ts-check

import { diceOf } from './dice.mjs'

/**
 * @typedef {object} Part What a simulated term is, and what becomes of its attempts.
 * @property {string} name
 * @property {string} group
 * @property {string} source
 * @property {number} bytes
 * @property {number} interval Of its polls, in ms.
 * @property {number | undefined} limit
 * @property {number} took How long an attempt takes, in ms.
 * @property {'schema' | 'http_503' | 'access_denied' | 'timeout' | undefined} [fails] Its attempts end so.
 * @property {number} [failures]
 * @property {number} [age] Of its value, in ms; none for a term without one.
 * @property {boolean} [empty]
 * @property {boolean} [expires] It is withheld once it is past its limit.
 * @property {boolean} [pinned]
 * @property {boolean} [fallback]
 * @property {number} [quarantined]
 */

/**
 * @typedef {object} Cast
 * @property {string} name
 * @property {import('../../machines/index.ts').Strategy} strategy
 * @property {Readonly<Record<string, { strategy: import('../../machines/index.ts').Strategy, limit: number, left: number, withinMs: number }>>} groups
 * @property {readonly Part[]} parts
 */

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const [KB, MB] = [1e3, 1e6]

/** @type {readonly Part[]} */
const FEW = [
  {
    name: 'prices',
    group: '',
    source: 's3 acme-prices/table.json.gz',
    bytes: 12.4 * MB,
    interval: 30 * SECOND,
    limit: 2 * MINUTE,
    took: 210,
    age: 12 * SECOND,
  },
  {
    name: 'geoip',
    group: '',
    source: 'http cdn.example.com/city.mmdb.gz',
    bytes: 68 * MB,
    interval: 12 * HOUR,
    limit: 72 * HOUR,
    took: 25_000,
    age: 12 * HOUR,
  },
  {
    name: 'flags',
    group: '',
    source: 'http flags.internal/v2/all',
    bytes: 41 * KB,
    interval: 30 * SECOND,
    limit: 5 * MINUTE,
    took: 1200,
    age: 30 * SECOND,
  },
  {
    name: 'catalog',
    group: '',
    source: 's3 acme-catalog/items.ndjson.zst',
    bytes: 212 * MB,
    interval: 15 * MINUTE,
    limit: HOUR,
    took: 16_000,
    age: 15 * MINUTE,
  },
  {
    name: 'tax',
    group: '',
    source: 'http tax.example.com/rates.json',
    bytes: 310 * KB,
    interval: HOUR,
    limit: 24 * HOUR,
    took: 96,
    age: 4 * MINUTE,
    pinned: true,
  },
  {
    name: 'spam',
    group: 'lists',
    source: 'http lists.example.com/spam.txt.gz',
    bytes: 8.1 * MB,
    interval: 5 * MINUTE,
    limit: 30 * MINUTE,
    took: 640,
    age: 12 * MINUTE,
    fails: 'schema',
    failures: 3,
    quarantined: 3,
  },
  {
    name: 'malware',
    group: 'lists',
    source: 'http mirror.example.net/malware.gz',
    bytes: 3.6 * MB,
    interval: 5 * MINUTE,
    limit: 30 * MINUTE,
    took: 420,
    age: 200 * SECOND,
    fallback: true,
  },
  {
    name: 'fx',
    group: 'rates',
    source: 'http fx.example.com/latest.json',
    bytes: 22 * KB,
    interval: 30 * SECOND,
    limit: 10 * MINUTE,
    took: 88,
    age: 14 * MINUTE,
    fails: 'http_503',
    failures: 9,
  },
  {
    name: 'sanctions',
    group: 'rates',
    source: 's3 acme-legal/sanctions.json',
    bytes: 0,
    interval: HOUR,
    limit: 6 * HOUR,
    took: 60,
    empty: true,
    fails: 'access_denied',
    failures: 5,
  },
]

/** @type {Cast} */
const few = {
  name: 'checkout',
  strategy: 'one-for-one',
  groups: {
    lists: { strategy: 'one-for-all', limit: 3, left: 1, withinMs: 10 * SECOND },
    rates: { strategy: 'rest-for-one', limit: 1, left: 1, withinMs: 5 * SECOND },
  },
  parts: FEW,
}

const CODES =
  'de fr it es nl be at ch pl cz sk hu ro bg gr pt ie gb dk se no fi ee lv lt us ca mx br ar cl co pe za ng ke eg ma tn il tr ae sa in pk bd lk th vn my sg id ph jp kr tw hk au nz fj is mt cy lu'.split(
    ' ',
  )

/** @type {readonly (readonly [group: string, count: number, source: string, took: number])[]} */
const GROUPS = [
  ['prices', 64, 's3 acme-prices/', 220],
  ['flags', 36, 'http flags.internal/v2/', 40],
  ['lists', 44, 'http lists.example.com/', 480],
  ['geo', 16, 's3 acme-geo/', 2600],
  ['rates', 40, 'http fx.example.com/', 90],
]

/** @returns {Cast} */
function many() {
  const dice = diceOf(11)
  const parts = GROUPS.flatMap(([group, count, source, took]) =>
    Array.from({ length: count }, (_, at) => {
      const code = `${CODES[at % CODES.length]}${at >= CODES.length ? at : ''}`
      /** @type {Part} */
      const part = {
        name: `${group}-${code}`,
        group,
        source: `${source}${code}`,
        bytes: took * 40 * KB * (0.2 + dice.roll()),
        interval: 30 * SECOND,
        limit: 2 * MINUTE,
        took: took * 8,
        age: Math.floor(dice.roll() * 28) * SECOND,
        pinned: dice.roll() > 0.985,
        fallback: dice.roll() > 0.975,
      }
      if (group === 'lists' && at > 7 && at < 17)
        Object.assign(part, { fails: 'timeout', failures: 1 + (at % 3), age: (50 + at) * SECOND })
      if (group === 'rates' && at === 11)
        Object.assign(part, { fails: 'http_503', failures: 9, age: 190 * SECOND })
      if (group === 'rates' && at === 12)
        Object.assign(part, { fails: 'http_503', failures: 14, age: 640 * SECOND, expires: true })
      return part
    }),
  )
  const budget = { limit: 3, left: 3, withinMs: 10 * SECOND }
  return {
    name: 'pricing-eu',
    strategy: 'one-for-one',
    groups: {
      prices: { strategy: 'one-for-one', ...budget },
      flags: { strategy: 'one-for-one', ...budget },
      lists: { strategy: 'one-for-all', ...budget, left: 2 },
      geo: { strategy: 'one-for-one', ...budget },
      rates: { strategy: 'rest-for-one', ...budget, left: 1 },
    },
    parts,
  }
}

/** @type {Readonly<Record<string, () => Cast>>} */
export const CASTS = {
  few: () => few,
  many,
  calm: () => ({ ...few, parts: FEW.filter(({ fails }) => fails === undefined) }),
  empty: () => ({ ...few, groups: {}, parts: [] }),
}
