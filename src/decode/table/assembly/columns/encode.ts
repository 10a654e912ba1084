/** Takes a record apart into columns in one walk, as strictly as `JSON.parse`. @module */

import { isWhole } from '../memory/chunk'
import { Absence } from '../layout'
import { Kind } from '../protocol'
import {
  Column, dropMissing, Field, FIELD, isThere, keepColumns, pushAbsent, pushByte, pushNumber, pushWord, TRUE,
} from './column'
import { root } from './make-columns'
import { codeOf, knownCode } from './dictionary'
import { noteField, orderFrom, orderStart, resetOrders } from './field-orders'
import { numberEnd, readNumber } from '../json/number'
import { hasEscapes, readString, textAt, textLength } from '../json/string-value'
import { blank, byte, COMMA, isNumberStart, QUOTE } from '../json/lexer'
import { setPart } from '../keys/parts'
import { ALSE_WORD, colon, NULL_WORD, TRUE_WORD, value } from '../json/value'
import { isWorth } from './column-worth'

/** So many fields are looked at before one is looked up. */
const NEAR: usize = 8

/** The key of the record; where it isn't known yet, the first text that stands for it. */
let keyAt: usize = 0
let keyLength: u32 = 0
/** Register of `fieldNamed`: where the name ends that was looked for. */
let nameEnd: usize = 0

/**
 * Takes a record apart, and notes the parts of its key. The key comes without escapes, and as 0 where it isn't known yet. To
 * return 0 means that the record has a fault or doesn't fit its columns; which of the two, nothing here says.
 */
export function encode(record: usize, key: usize, length: u32): usize {
  keyAt = key
  keyLength = length
  keepColumns()
  resetOrders()
  return put(changetype<Column>(root), record)
}

/** To be asked after each record, of so many bytes: was there room for it, and are columns worth it? */
@inline
export function isEncoded(bytes: usize): bool {
  return isWhole && isWorth(bytes)
}

/** Reads a value from its first byte, and puts it into the column. */
function put(column: Column, p: usize): usize {
  const c = byte(p)
  if (c == 0x6e) {
    pushAbsent(column, Absence.NULL)
    return load<u32>(p) == NULL_WORD ? p + 4 : 0
  }
  switch (column.kind) {
    case Kind.NUMBER: {
      if (!isNumberStart(c)) return 0
      pushNumber(column, readNumber(p))
      return numberEnd
    }
    case Kind.STRING: {
      p = c == QUOTE ? readString(p) : 0
      if (p) pushWord(column, codeOf(column.texts, textAt, textLength))
      return p
    }
    case Kind.BOOLEAN:
      return putBoolean(column, p)
    case Kind.KEY: {
      p = c == QUOTE ? readString(p) : 0
      pushByte(column, 0)
      return p && isKeyText() ? p : 0
    }
    case Kind.LIST:
      return c == 0x5b ? putList(column, p) : 0
    case Kind.OBJECT:
      return c == 0x7b ? putObject(column, p) : 0
    case Kind.MAP:
      return c == 0x7b ? putMap(column, p) : 0
    case Kind.JSON: {
      const end = value(p, column.most)
      if (end) pushWord(column, codeOf(column.texts, p, <u32>(end - p)))
      return end
    }
  }
  return 0
}

function isKeyText(): bool {
  if (keyAt) return isKey(textAt, textLength)
  keyAt = textAt
  keyLength = textLength
  // What was unescaped is forgotten with the next text.
  return !hasEscapes
}

/** Is this text the key, or the one that stands for it? */
export function isKey(text: usize, length: u32): bool {
  return !keyAt || (length == keyLength && memory.compare(text, keyAt, length) == 0)
}

function putBoolean(column: Column, p: usize): usize {
  const isTrue = load<u32>(p) == TRUE_WORD
  pushByte(column, isTrue ? TRUE : 0)
  return isTrue ? p + 4 : byte(p) == 0x66 && load<u32>(p + 1) == ALSE_WORD ? p + 5 : 0
}

function putList(column: Column, p: usize): usize {
  const item = changetype<Column>(column.item)
  let count: u32 = 0
  p = blank(p + 1)
  if (byte(p) != 0x5d) {
    for (;;) {
      p = put(item, p)
      if (!p) return 0
      count++
      p = blank(p)
      const c = byte(p)
      if (c == 0x5d) break
      if (c != COMMA) return 0
      p = blank(p + 1)
    }
  }
  pushWord(column, count)
  return p + 1
}

/** A name may come twice, and so may an entry. */
function putMap(column: Column, p: usize): usize {
  const keys = changetype<Column>(column.keys)
  const values = changetype<Column>(column.item)
  let count: u32 = 0
  p = blank(p + 1)
  if (byte(p) != 0x7d) {
    for (;;) {
      p = byte(p) == QUOTE ? readString(p) : 0
      if (!p) return 0
      pushWord(keys, codeOf(keys.texts, textAt, textLength))
      p = colon(p)
      if (p) p = put(values, p)
      if (!p) return 0
      count++
      p = blank(p)
      const c = byte(p)
      if (c == 0x7d) break
      if (c != COMMA) return 0
      p = blank(p + 1)
    }
  }
  pushWord(column, count)
  return p + 1
}

function putObject(column: Column, p: usize): usize {
  let field = column.fields
  const end = column.fieldsEnd
  pushWord(column, 0)
  p = blank(p + 1)
  if (byte(p) != 0x7d) {
    for (;;) {
      if (field != end && isNamed(changetype<Field>(field), p)) nameEnd = p + changetype<Field>(field).length
      else {
        const found = fieldNamed(column, field, p)
        if (!found) return 0
        if (found < field) return putDisordered(column, field, found)
        passBy(field, found)
        field = found
      }
      p = putField(field)
      if (!p) return 0
      field += FIELD
      p = blank(p)
      const c = byte(p)
      if (c == 0x7d) break
      if (c != COMMA) return 0
      p = blank(p + 1)
    }
  }
  passBy(field, end)
  return p + 1
}

/** Reads on, from the name of a field before `most`: fields up to there have been passed by, and are missing so far. */
function putDisordered(column: Column, most: usize, field: usize): usize {
  const start = orderStart()
  for (let before = column.fields; before != most; before += FIELD) {
    if (isThere(changetype<Field>(before).column) && !noteField(column, before)) return 0
  }
  let p: usize
  for (;;) {
    if (field >= most) {
      passBy(most, field)
      most = field + FIELD
    } else if (!dropMissing(changetype<Field>(field).column)) return 0
    p = noteField(column, field) ? putField(field) : 0
    if (!p) return 0
    p = blank(p)
    const c = byte(p)
    if (c == 0x7d) break
    if (c != COMMA) return 0
    p = blank(p + 1)
    field = fieldNamed(column, field, p)
    if (!field) return 0
  }
  passBy(most, column.fieldsEnd)
  const order = orderFrom(column, start)
  store<u32>(column.at - 4, order)
  return order ? p + 1 : 0
}

/** Reads a colon and the value of a field, after its name. */
@inline
function putField(field: usize): usize {
  const v = colon(nameEnd)
  const p = v ? put(changetype<Field>(field).column, v) : 0
  const part = changetype<Field>(field).keyPart
  if (part) setPart(part - 1, v, p)
  return p
}

/** The fields from one to another are missing in this record. */
@inline
function passBy(field: usize, end: usize): void {
  for (; field != end; field += FIELD) pushAbsent(changetype<Field>(field).column, Absence.MISSING)
}

/** Finds the field of this name, which is likely a little after `from`; 0 where there is none. */
function fieldNamed(column: Column, from: usize, p: usize): usize {
  const end = min(from + NEAR * FIELD, column.fieldsEnd)
  for (let field = from; field < end; field += FIELD) {
    if (!isNamed(changetype<Field>(field), p)) continue
    nameEnd = p + changetype<Field>(field).length
    return field
  }
  nameEnd = byte(p) == QUOTE ? readString(p) : 0
  const number = nameEnd ? knownCode(column.names, textAt, textLength) : -1
  return number < 0 ? 0 : column.fields + number * FIELD
}

/** The quotes are part of the name, so that a longer one is another. */
@inline
function isNamed(field: Field, p: usize): bool {
  let name = field.name
  for (let words = field.words; words; words--, p += 8, name += 8) if (load<u64>(p) != load<u64>(name)) return false
  return (load<u64>(p) & field.mask) == field.last
}
