/** Has a shape grow by the texts of records, of which no object is made. @module */

import { decodeWtf8 } from '../../format/wtf8.ts'
import type { RecordText } from '../../scanner/start-scan.ts'
import { addField, addPair, become, type Field, type Fields, type Growth, type Shape } from './shape.ts'
import {
  ARRAY,
  ARRAY_END,
  COMMA,
  F,
  N,
  OBJECT,
  OBJECT_END,
  QUOTE,
  scalarEnd,
  skipBlanks,
  stringAt,
  stringEnd,
  T,
} from './tokens.ts'

/** A list or an object that is open. */
interface Open {
  readonly shape: Shape
  /** The latest field of an object. */
  field: Field | undefined
  /** Is it a list, or in one? There no text stands for the key of the record. */
  readonly isInList: boolean
}

const MOST_DEPTH = 32
/** So many bytes take about 0.1 ms. */
const STEP = 8192

/**
 * Has the shape grow until it has room for the record, and yields now and then on the way. Returns false where there is no
 * room, or more than columns can have; then the shape is of no more use.
 */
export function* grow(growth: Growth, { key, text }: RecordText): Generator<void, boolean> {
  if (text === undefined) return false
  growth.records++
  const outer: Open[] = []
  let open: Open | undefined
  let shape = growth.root
  let at = skipBlanks(text, 0)
  for (let rest = STEP; ; ) {
    const byte = text[at]
    let isEmpty = true
    if (byte === OBJECT || byte === ARRAY) {
      if (outer.length === MOST_DEPTH - 1 || !become(growth, shape, byte === OBJECT ? 'object' : 'list'))
        return false
      if (open !== undefined) outer.push(open)
      open = { shape, field: undefined, isInList: byte === ARRAY || open?.isInList === true }
      at = skipBlanks(text, at + 1)
      isEmpty = text[at] === ARRAY_END || text[at] === OBJECT_END
    } else if (byte === QUOTE) {
      const end = stringEnd(text, at)
      const mayBeKey = open?.isInList !== true && shape.kind !== 'string'
      if (!become(growth, shape, mayBeKey && isKey(text, at, end, key) ? 'key' : 'string')) return false
      at = end + 1
    } else {
      if (byte !== N && !become(growth, shape, byte === T || byte === F ? 'boolean' : 'number')) return false
      at = scalarEnd(text, at)
    }
    if (isEmpty) {
      // Lists and objects may end here, too.
      at = skipBlanks(text, at)
      while (open !== undefined && text[at] !== COMMA) {
        open = outer.pop()
        at = skipBlanks(text, at + 1)
      }
      at = skipBlanks(text, at + 1)
    }
    if (open === undefined) return true
    if (at >= rest) {
      rest = at + STEP
      yield
    }
    if (open.shape.fields === undefined) shape = open.shape.item as Shape
    else {
      const end = stringEnd(text, at)
      const field = fieldAt(growth, open.shape.fields, open.field, text, at, end)
      if (field === undefined) return false
      open.field = field
      shape = field.shape
      at = skipBlanks(text, skipBlanks(text, end + 1) + 1)
    }
  }
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
  if (likely !== undefined && hasAt(text, at + 1, likely.text)) return likely
  const name = stringAt(text, at, end)
  const field = fields.byName.get(name) ?? addField(growth, fields, name)
  if (field === undefined) return undefined
  if (previous === undefined) fields.first = field
  else if (!addPair(growth, fields, previous, field)) return undefined
  return field
}

function hasAt(text: Buffer, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (text[at + i] !== bytes[i]) return false
  return true
}

/** Is this string the key of the record? Each byte of it may have become an escape of six. */
function isKey(text: Buffer, at: number, end: number, key: Buffer): boolean {
  const length = end - at - 1
  if (length < key.length || length > 6 * key.length) return false
  if (length === key.length && text.compare(key, 0, length, at + 1, end) === 0) return true
  return length > key.length && stringAt(text, at, end) === decodeWtf8(key, 0, key.length)
}
