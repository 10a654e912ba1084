/** Takes a record apart into columns in one walk, as strictly as `JSON.parse`. @module */

import { isWhole } from '../memory/chunk'
import { Absence } from '../layout'
import { Kind } from '../protocol'
import { Column, Field, FIELD, keepColumns, pushAbsent, pushByte, pushNumber, pushWord, TRUE } from './column'
import { root } from './make-columns'
import { codeOf } from './dictionary'
import { numberEnd, readNumber } from '../json/number'
import { hasEscapes, readString, textAt, textLength } from '../json/string-value'
import { blank, byte, COMMA, isNumberStart, QUOTE } from '../json/lexer'
import { setPart } from '../keys/parts'
import { ALSE_WORD, colon, NULL_WORD, TRUE_WORD, value } from '../json/value'
import { isWorth } from './column-worth'

/** The key of the record; where it isn't known yet, the first text that stands for it. */
let keyAt: usize = 0
let keyLength: u32 = 0
/** Register of `laterField`: where the name ends that was looked for. */
let nameEnd: usize = 0

/**
 * Takes a record apart, and notes the parts of its key. The key comes without escapes, and as 0 where it isn't known yet. To
 * return 0 means that the record has a fault or doesn't fit its columns; which of the two, nothing here says.
 */
export function encode(record: usize, key: usize, length: u32): usize {
  keyAt = key
  keyLength = length
  keepColumns()
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

function putObject(column: Column, p: usize): usize {
  let field = column.fields
  const end = column.fieldsEnd
  pushByte(column, 0)
  p = blank(p + 1)
  if (byte(p) != 0x7d) {
    for (;;) {
      if (field != end && isNamed(changetype<Field>(field), p)) nameEnd = p + changetype<Field>(field).length
      else {
        field = laterField(field, end, p)
        if (field == end) return 0
      }
      const v = colon(nameEnd)
      p = v ? put(changetype<Field>(field).column, v) : 0
      if (!p) return 0
      const part = changetype<Field>(field).keyPart
      if (part) setPart(part - 1, v, p)
      field += FIELD
      p = blank(p)
      const c = byte(p)
      if (c == 0x7d) break
      if (c != COMMA) return 0
      p = blank(p + 1)
    }
  }
  for (; field != end; field += FIELD) pushAbsent(changetype<Field>(field).column, Absence.MISSING)
  return p + 1
}

/** Finds the field of this name; those before it are missing in this record. */
function laterField(field: usize, end: usize, p: usize): usize {
  nameEnd = byte(p) == QUOTE ? readString(p) : 0
  if (!nameEnd) return end
  for (; field != end; field += FIELD) {
    const isFound = hasEscapes ? isMeant(changetype<Field>(field)) : isNamed(changetype<Field>(field), p)
    if (isFound) return field
    pushAbsent(changetype<Field>(field).column, Absence.MISSING)
  }
  return end
}

/** The quotes are part of the name, so that a longer one is another. */
@inline
function isNamed(field: Field, p: usize): bool {
  let name = field.name
  for (let words = field.words; words; words--, p += 8, name += 8) if (load<u64>(p) != load<u64>(name)) return false
  return (load<u64>(p) & field.mask) == field.last
}

function isMeant(field: Field): bool {
  return field.length == textLength + 2 && memory.compare(field.name + 1, textAt, textLength) == 0
}
