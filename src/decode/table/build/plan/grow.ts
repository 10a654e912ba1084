/** Has a shape grow by the texts of records, of which no object is made. @module */

import { decodeWtf8 } from '../../format/wtf8.ts'
import { follow } from './field-order.ts'
import {
  addField,
  become,
  becomeJson,
  type Field,
  type Fields,
  FOUND,
  type Grown,
  type Growth,
  isFieldName,
  MOST_PLACES,
  type Shape,
} from './shape.ts'
import {
  ARRAY,
  ARRAY_END,
  BACKSLASH,
  COMMA,
  F,
  LOW_LINE,
  N,
  OBJECT,
  OBJECT_END,
  QUOTE,
  scalarEnd,
  skipBlanks,
  stringAt,
  stringEnd,
  T,
  valueEnd,
} from './tokens.ts'
import { becomeMap } from './union.ts'

/** A list or an object that is open. */
interface Open {
  readonly shape: Shape
  /** The latest field of an object. */
  field: Field | undefined
  /** Is it a list or an open map, or in one? There no text stands for the key of the record. */
  readonly isInList: boolean
}

const MOST_DEPTH = 32
/** So many bytes take about 0.1 ms. */
const STEP = 8192

/** Has the shape grow until it has room for the record, and yields now and then on the way. */
export function* grow(growth: Growth, key: Buffer | undefined, text: Buffer): Generator<void, void> {
  growth.most = growth.places + MOST_PLACES
  const outer: Open[] = []
  let open: Open | undefined
  let shape = growth.root
  let at = skipBlanks(text, 0)
  for (let rest = STEP; ; ) {
    const byte = text[at]
    shape.count++
    let isDone = true
    if (byte === OBJECT || byte === ARRAY) {
      const isFit = become(growth, shape, byte === OBJECT ? 'object' : 'list')
      if (isFit && outer.length === MOST_DEPTH - 1) becomeJson(growth, shape, FOUND.deep)
      if (shape.kind === 'json') at = valueEnd(text, at)
      else {
        if (open !== undefined) outer.push(open)
        open = { shape, field: undefined, isInList: shape.kind !== 'object' || open?.isInList === true }
        at = skipBlanks(text, at + 1)
        isDone = text[at] === ARRAY_END || text[at] === OBJECT_END
      }
    } else if (byte === QUOTE) {
      const end = stringEnd(text, at)
      const mayBeKey = key !== undefined && open?.isInList !== true && shape.kind !== 'string'
      become(growth, shape, mayBeKey && isKey(text, at, end, key) ? 'key' : 'string')
      at = end + 1
    } else {
      if (byte !== N) become(growth, shape, byte === T || byte === F ? 'boolean' : 'number')
      at = scalarEnd(text, at)
    }
    if (growth.hasGrown && growth.grown === undefined) growth.grown = grownAt(outer, open, shape)
    for (;;) {
      if (isDone) {
        // Lists and objects may end here, too.
        at = skipBlanks(text, at)
        while (open !== undefined && text[at] !== COMMA) {
          open = outer.pop()
          at = skipBlanks(text, at + 1)
        }
        at = skipBlanks(text, at + 1)
      }
      if (open === undefined) return
      if (at >= rest) {
        rest = at + STEP
        yield
      }
      if (open.shape.kind === 'list') {
        shape = open.shape.item as Shape
        break
      }
      const end = stringEnd(text, at)
      const inner = placeAt(growth, open, text, at, end)
      at = skipBlanks(text, skipBlanks(text, end + 1) + 1)
      if (inner !== undefined) {
        shape = inner
        break
      }
      // The object is JSON from here on: the rest of it says nothing.
      if (growth.hasGrown && growth.grown === undefined) growth.grown = grownAt(outer, open, open.shape)
      at = valueEnd(text, at)
      isDone = true
    }
  }
}

/** The place that has just grown, which is a list or an object that is open, or in one. */
function grownAt(outer: readonly Open[], open: Open | undefined, shape: Shape): Grown {
  const around = (open === undefined ? outer : [...outer, open]).filter((each) => each.shape !== shape)
  const last = around.at(-1)
  return {
    shape,
    path: around.map(({ field }) => field?.name ?? '*'),
    named: last?.field?.isNew === true ? last.shape : undefined,
  }
}

/** The place of the value behind a name; `undefined` for one that has none. */
function placeAt(growth: Growth, open: Open, text: Buffer, at: number, end: number): Shape | undefined {
  const { shape, field: previous } = open
  if (shape.kind === 'map') {
    return mayBeBad(text, at, end) && isBad(growth, shape, stringAt(text, at, end)) ? undefined : shape.item
  }
  if (shape.fields === undefined) return undefined
  const field = knownField(shape.fields, previous, text, at) ?? fieldOf(growth, open, stringAt(text, at, end))
  // There may be so many that the object has become an open map.
  if (field === undefined) return shape.item
  open.field = field
  if (previous === undefined) shape.fields.first = field
  else follow(previous, field)
  return field.shape
}

/** Names mostly follow each other as they did the last time. */
function knownField({ first }: Fields, previous: Field | undefined, text: Buffer, at: number) {
  const likely = previous === undefined ? first : previous.next?.to
  return likely?.text !== undefined && hasAt(text, at + 1, likely.text) ? likely : undefined
}

function fieldOf(growth: Growth, { shape }: Open, name: string): Field | undefined {
  const fields = shape.fields as Fields
  const known = fields.byName.get(name)
  if (known !== undefined) {
    known.text ??= Buffer.from(JSON.stringify(name).slice(1))
    return known
  }
  if (isBad(growth, shape, name)) return undefined
  if (growth.places >= growth.most && shape !== growth.root) {
    becomeJson(growth, shape, FOUND.much)
    return undefined
  }
  const field = addField(growth, fields, name)
  if (field === undefined) becomeMap(growth, shape)
  return field
}

/** An object with a name that no column can have is kept as JSON; where it is the record itself, the record is an odd one. */
function isBad(growth: Growth, shape: Shape, name: string): boolean {
  if (isFieldName(name)) return false
  if (shape !== growth.root) becomeJson(growth, shape, FOUND.name)
  return true
}

/** Such a name begins like `__proto__`, or has an escape. */
function mayBeBad(text: Buffer, at: number, end: number): boolean {
  return (
    (text[at + 1] === LOW_LINE && text[at + 2] === LOW_LINE) || text.subarray(at, end).includes(BACKSLASH)
  )
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
