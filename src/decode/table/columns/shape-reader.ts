/** Reads the shape of records off their texts, of which no object is made. @module */

import { decodeWtf8 } from '../reader/wtf8.ts'
import { addField, addPair, become, type Field, type Fields, type Growth, type Shape } from './shape.ts'

/** A record in JSON that has been checked, and its key in bytes without escapes. */
export interface RecordText {
  readonly key: Buffer
  /** `undefined` for one that is too large to be looked at: then nothing has its shape. */
  readonly text: Buffer | undefined
}

const MOST_DEPTH = 32
/** Takes about 0.1 ms. */
const STEP = 8192

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const ARRAY = 0x5b
const ARRAY_END = 0x5d
const OBJECT = 0x7b
const OBJECT_END = 0x7d
const SPACE = 0x20
const [N, T, F] = [0x6e, 0x74, 0x66]

/**
 * Has the shape grow until it has room for the record, and yields now and then on the way. Returns false where there is no
 * room, or more than columns can have; then the shape is of no more use.
 */
export function* grow(growth: Growth, { key, text }: RecordText): Generator<void, boolean> {
  if (text === undefined) return false
  growth.records++
  const within: Shape[] = []
  const previous: (Field | undefined)[] = []
  let lists = 0
  let place = growth.root
  let at = blanks(text, 0)
  let rest = STEP
  for (;;) {
    const byte = text[at]
    let isInside = false
    if (byte === OBJECT || byte === ARRAY) {
      if (within.length === MOST_DEPTH) return false
      if (!become(growth, place, byte === OBJECT ? 'object' : 'list')) return false
      within.push(place)
      previous.push(undefined)
      if (byte === ARRAY) lists++
      at = blanks(text, at + 1)
      isInside = text[at] !== ARRAY_END && text[at] !== OBJECT_END
    } else if (byte === QUOTE) {
      const end = stringEnd(text, at + 1)
      const mayBeKey = lists === 0 && place.kind !== 'string'
      const kind = mayBeKey && isKey(text, at, end, key) ? 'key' : 'string'
      if (!become(growth, place, kind)) return false
      at = end + 1
    } else if (byte === N) {
      at += 4
    } else {
      if (!become(growth, place, byte === T || byte === F ? 'boolean' : 'number')) return false
      at = scalarEnd(text, at)
    }
    // What ends where the value does.
    while (!isInside) {
      if (within.length === 0) return true
      at = blanks(text, at)
      if (text[at] === COMMA) {
        at = blanks(text, at + 1)
        isInside = true
      } else {
        if (text[at] === ARRAY_END) lists--
        within.pop()
        previous.pop()
        at++
      }
    }
    if (at >= rest) {
      rest = at + STEP
      yield
    }
    const outer = within[within.length - 1] as Shape
    if (outer.fields === undefined) place = outer.item as Shape
    else {
      const end = stringEnd(text, at + 1)
      const last = previous[previous.length - 1]
      const field = fieldAt(growth, outer.fields, last, text, at, end)
      if (field === undefined) return false
      previous[previous.length - 1] = field
      place = field.shape
      at = blanks(text, end + 1)
      if (text[at] === COLON) at = blanks(text, at + 1)
    }
  }
}

function blanks(text: Buffer, at: number): number {
  while ((text[at] as number) <= SPACE) at++
  return at
}

/** Where the quote is that ends it. */
function stringEnd(text: Buffer, at: number): number {
  while (text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return at
}

function scalarEnd(text: Buffer, at: number): number {
  let byte = text[at]
  while (byte !== undefined && byte > SPACE && byte !== COMMA && byte !== ARRAY_END && byte !== OBJECT_END) {
    byte = text[++at]
  }
  return at
}

/** Names mostly follow each other as they did the last time. */
function fieldAt(
  growth: Growth,
  fields: Fields,
  previous: Field | undefined,
  text: Buffer,
  at: number,
  end: number,
): Field | undefined {
  const likely = previous === undefined ? fields.first : previous.next
  if (likely !== undefined && beginsWith(text, at + 1, likely.text)) return likely
  const name = stringAt(text, at, end)
  const field = fields.byName.get(name) ?? addField(growth, fields, name)
  if (field === undefined) return undefined
  if (previous === undefined) fields.first = field
  else if (!addPair(growth, fields, previous, field)) return undefined
  return field
}

function beginsWith(text: Buffer, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (text[at + i] !== bytes[i]) return false
  return true
}

/** Each of the key's bytes may have become an escape of six. */
function isKey(text: Buffer, at: number, end: number, key: Buffer): boolean {
  const length = end - at - 1
  if (length < key.length || length > 6 * key.length) return false
  if (length === key.length && text.compare(key, 0, length, at + 1, end) === 0) return true
  return length > key.length && stringAt(text, at, end) === decodeWtf8(key, 0, key.length)
}

const stringAt = (text: Buffer, at: number, end: number): string => {
  const plain = text.toString('utf8', at + 1, end)
  return plain.includes('\\') ? (JSON.parse(`"${plain}"`) as string) : plain
}
