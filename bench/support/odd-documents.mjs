/**
 * Makes documents of half a megabyte at most, honest and hostile, each of which is hard on some part of a decoder.
 *
 * @module
 */

import { keyOf, record } from './records.mjs'

const BYTES = 520_000

/** Fills a document with members until it is large enough, or there are so many. */
function filled(open, close, memberOf, most = Number.POSITIVE_INFINITY) {
  const members = []
  let length = 0
  for (let i = 0; i < most; i++) {
    const member = memberOf(i)
    length += member.length + 1
    if (length > BYTES) break
    members.push(member)
  }
  return `${open}${members.join()}${close}`
}

const keyed = (memberOf, most) => filled('{', '}', (i) => `"k${i}":${memberOf(i)}`, most)
const inOne = (memberOf) => filled('{"a":[', ']}', memberOf)

/** Picks a few of many names, in the order of all. */
const some = (i, few, many) =>
  Array.from({ length: few }, (_, n) => (i * 7919 + n * n * 104_729) % many)
    .sort((a, b) => a - b)
    .filter((name, n, all) => name !== all[n - 1])

const sparse = (few, many) => (i) => `{${some(i, few, many).map((name) => `"field ${1000 + name}":${i}`)}}`

/** The documents, by what a table of results calls them. */
export const ODD_DOCUMENTS = {
  'records of the data set': () => filled('{', '}', (i) => `"${keyOf(i)}":${JSON.stringify(record(i, 1))}`),
  '1,000 records with 8 of 480 fields': () => keyed(sparse(8, 480), 1000),
  '1,000 records with 2 of 500 fields': () => keyed(sparse(2, 500), 1000),
  '1,000 records with 30 of 100 fields': () => keyed(sparse(30, 100), 1000),
  'one record: a list of objects with 4 of 100 fields': () => inOne(sparse(4, 100)),
  'records of 300 fields': () =>
    keyed((i) => `{${Array.from({ length: 300 }, (_, n) => `"f${n}":${(i * n) % 10}`)}}`),
  'fields in another order once': () => keyed((i) => (i === 900 ? '{"b":1,"a":2}' : '{"a":1,"b":2}')),
  'another name in each object': () => keyed((i) => `{"x${i}":1}`),
  'one record: other names, one after another': () =>
    `{"a":${filled('{', '}', (i) => `"${i.toString(36)}":1`)}}`,
  'records {}': () => keyed(() => '{}'),
  'one record: a list of {}': () => inOne(() => '{}'),
  'one record: a list of digits': () => inOne(() => '1'),
  'one record: a list of long numbers': () => inOne(() => '0.12345678901234567890123'),
  'one record: lists 29 deep': () => inOne(() => `${'['.repeat(28)}${']'.repeat(28)}`),
  'one record: 60,000 lists within each other': () => `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
  'one text of escapes': () => `{"a":"${'\\u00e9'.repeat(BYTES / 6)}"}`,
  'one key again and again': () => filled('{', '}', (i) => `"k":{"a":${i}}`),
}
