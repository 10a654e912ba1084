/** Documents larger than the scanner's window, or with a record that is; dictionaries and lists past 16 bits. @module */

import { type Document, shapedDocument } from '../generate/documents.ts'
import { plainWord } from '../generate/strings.ts'
import { type Random, randomOf } from '../random.ts'

const many = (random: Random): Document => shapedDocument(random, random.between(2000, 12_000))

/** A document with more different texts than two bytes can tell apart. */
const texts = (random: Random): Document => {
  const rows = Array.from(
    { length: 70_000 },
    (_, row) => `{"id":${row},"t":"${row % 66_000}${plainWord(random)}","b":"${row % 300}"}`,
  )
  return { key: 'id', bytes: Buffer.from(rows.join('\n')) }
}

const long = (random: Random): Document => {
  const text = 'lorem ipsum é '.repeat(random.between(80_000, 200_000))
  return { key: undefined, bytes: Buffer.from(`{"a":{"t":"x"},"b":{"t":"${text}"},"c":{"t":"y"}}`) }
}

const wide = (random: Random): Document => {
  const list = Array.from({ length: random.between(200_000, 400_000) }, (_, i) => i % 1000)
  return { key: undefined, bytes: Buffer.from(JSON.stringify({ a: [1], b: list, c: [2, 3] })) }
}

const blank = (random: Random): Document => {
  const space = ' \n'.repeat(random.between(600_000, 1_100_000))
  return { key: 'id', bytes: Buffer.from(`${space}{"id":1,"v":${space}"x"}${space}{"id":2,"v":"y"}${space}`) }
}

const longKeys = (random: Random): Document => {
  const keys = Array.from({ length: 5 }, (_, i) => 'k'.repeat(random.between(100_000, 900_000)) + i)
  return {
    key: undefined,
    bytes: Buffer.from(JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, { i }])))),
  }
}

/** A document that lacks only its last byte. */
const cut = (random: Random): Document => {
  const { key, bytes } = many(random)
  return { key, bytes: bytes.subarray(0, -1 - random.below(3)) }
}

const MAKERS = [many, texts, long, wide, blank, longKeys, cut]

export const LARGE = {
  count: MAKERS.length * 3,
  at: (number: number): Document =>
    (MAKERS[number % MAKERS.length] as (random: Random) => Document)(randomOf(number, 77)),
}
