/** What a document says, by `JSON.parse` and `TextDecoder` alone. @module */

import { endOfValue, entriesOf, itemsOf, skipSpace } from './tokens.ts'

export interface Row {
  readonly value: unknown
  /** The text as it stands in the document. */
  readonly text: string
}

/** Why the document must be refused, or its rows in their order. */
export type Reading = { readonly refused: string } | { readonly rows: ReadonlyMap<string, Row> }

class Refusal extends Error {}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('no JSON')
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('no UTF-8')
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Records on one line each, that white space with a line feed in it separates. */
function linesOf(text: string): string[] {
  const records: string[] = []
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const end = endOfValue(text, at)
    if (end === at) throw new Refusal('no record')
    records.push(text.slice(at, end))
    parsed(text.slice(at, end))
    if (text.slice(at, end).includes('\n')) throw new Refusal('a record on two lines')
    at = skipSpace(text, end)
    if (at < text.length && !text.slice(end, at).includes('\n')) throw new Refusal('records on one line')
  }
  if (records.length === 0) throw new Refusal('nothing')
  return records
}

const LARGEST = 2n ** 53n

/** A whole number by its digits alone, whatever its spelling; one beyond 2^53 has all its digits. */
function wholeOf10(text: string): string {
  const [, sign, whole = '', behind = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  if (sign === undefined) throw new Refusal('no such key')
  const digits = `${whole}${behind}`.replace(/^0+/, '')
  if (digits === '') return '0'
  if (`${whole}`.length === text.length - sign.length) return `${sign}${digits}`
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  const places = Number(exponent) - behind.length
  if (places + zeros < 0 || digits.length + places > 16) throw new Refusal('no such key')
  const value = places < 0 ? digits.slice(0, places) : digits + '0'.repeat(places)
  if (BigInt(value) > LARGEST) throw new Refusal('no such key')
  return `${sign}${value}`
}

/** The key of a record: a string, or a whole number. */
function keyOf(record: string, field: string): string {
  const text = entriesOf(record).findLast(([name]) => name === field)?.[1]
  if (text === undefined) throw new Refusal('no key')
  if (text.startsWith('"')) return JSON.parse(text)
  return wholeOf10(text)
}

function recordsOf(text: string, field: string): [string, string][] {
  const isArray = text[skipSpace(text, 0)] === '['
  if (isArray) parsed(text)
  const records = isArray ? itemsOf(text) : linesOf(text)
  return records.map((record) => {
    if (!isObject(parsed(record))) throw new Refusal('no record')
    return [keyOf(record, field), record]
  })
}

function keyedOf(text: string): [string, string][] {
  if (!isObject(parsed(text))) throw new Refusal('no object')
  return entriesOf(text)
}

/** Which record counts of those with one key. */
export type Duplicates = 'refuse' | 'last' | 'first'

/** Reads a document. The record of a key has the place of the first one. */
export function readingOf(
  bytes: Uint8Array,
  key: string | undefined,
  duplicates: Duplicates = 'last',
): Reading {
  try {
    const text = decoded(bytes)
    const rows = new Map<string, Row>()
    let hasTwice = false
    for (const [name, value] of key === undefined ? keyedOf(text) : recordsOf(text, key)) {
      hasTwice ||= rows.has(name)
      if (duplicates === 'last' || !rows.has(name)) rows.set(name, { value: JSON.parse(value), text: value })
    }
    if (hasTwice && duplicates === 'refuse') throw new Refusal('a key twice')
    return { rows }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message }
    throw error
  }
}

/** Reads the whole document as one value. */
export function wholeOf(bytes: Uint8Array): { readonly refused: string } | { readonly value: unknown } {
  try {
    return { value: parsed(decoded(bytes)) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message }
    throw error
  }
}
