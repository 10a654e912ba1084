/**
 * Writes a value as JSON in pieces, none of which takes long: large tables, maps, lists and objects part by part, what is small
 * by `JSON.stringify`.
 *
 * @module
 */

import { nameOfKey } from '../../../compare/key-names.ts'
import { isKeyed, isListed, isSetLike, type Keyed, type Listed } from '../../../compare/kinds.ts'

/** So many parts are written within some ten microseconds. */
const LIGHT = 500
const LIGHT_TEXT = 64 * 1024
/** A circle has no end, and JSON none either. */
const DEEPEST = 500

/** @throws TypeError for what goes around in a circle */
export function* jsonPieces(value: unknown, depth = 0): Generator<string, void> {
  if (depth > DEEPEST) throw new TypeError('The value has more levels than JSON should have')
  const plain = plainly(value)
  if (isLight(plain)) yield JSON.stringify(plain) ?? 'null'
  else if (isListed(plain)) yield* rowsOf(plain, depth)
  else if (isKeyed(plain)) yield* keyed(plain, depth)
  else if (isSetLike(plain) || Array.isArray(plain)) yield* listed(plain, depth)
  else yield* named(plain as Readonly<Record<string, unknown>>, depth)
}

/** What JSON has no form for gets one. */
function plainly(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (isKeyed(value) || isSetLike(value)) return value
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  const { toJSON } = value as { toJSON?: unknown }
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value
}

/** Is it small, and made of nothing but what JSON has? */
function isLight(value: unknown): boolean {
  let [parts, text] = [0, 0]
  const open: unknown[] = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part === 'string') text += part.length
    if (typeof part === 'bigint') return false
    if (typeof part === 'object' && part !== null) {
      if (isSpecial(part)) return false
      for (const name in part) {
        open.push((part as Record<string, unknown>)[name])
        if (open.length > LIGHT) return false
      }
    }
    parts += 1
    if (parts > LIGHT || text > LIGHT_TEXT) return typeof value === 'string'
  }
  return true
}

const isSpecial = (part: object): boolean =>
  isKeyed(part) ||
  isSetLike(part) ||
  ArrayBuffer.isView(part) ||
  typeof (part as { toJSON?: unknown }).toJSON === 'function'

function* keyed(value: Keyed, depth: number): Generator<string, void> {
  let separator = '{'
  for (const key of value.keys()) {
    const raw = value.raw?.(key)
    yield `${separator}${JSON.stringify(nameOfKey(key))}:${raw ?? ''}`
    if (raw === undefined) yield* jsonPieces(value.get(key), depth + 1)
    separator = ','
  }
  yield separator === '{' ? '{}' : '}'
}

function* rowsOf(value: Listed, depth: number): Generator<string, void> {
  let separator = '['
  for (const position of value.keys()) {
    const raw = value.raw?.(position)
    yield `${separator}${raw ?? ''}`
    if (raw === undefined) yield* jsonPieces(value.get(position), depth + 1)
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

function* listed(value: Iterable<unknown>, depth: number): Generator<string, void> {
  let separator = '['
  for (const part of value) {
    yield separator
    yield* jsonPieces(part, depth + 1)
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

function* named(value: Readonly<Record<string, unknown>>, depth: number): Generator<string, void> {
  let separator = '{'
  for (const name of Object.keys(value)) {
    const part = value[name]
    if (part === undefined || typeof part === 'function' || typeof part === 'symbol') continue
    yield `${separator}${JSON.stringify(name)}:`
    yield* jsonPieces(part, depth + 1)
    separator = ','
  }
  yield separator === '{' ? '{}' : '}'
}
