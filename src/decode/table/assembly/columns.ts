/** Takes records apart: the plan of columns, and the walk over each record, as strictly as `JSON.parse`. @module */

import { take } from './arena'
import { isWhole, startChunks } from './chunk'
import { BOOLEAN, Column, Field, FIELD, keepColumns, KEY, LIST, MISSING, newColumn, NULL, NUMBER, OBJECT } from './column'
import { pushAbsent, pushByte, pushNumber, pushWord, startColumns, STRING, TRUE } from './column'
import { codeOf, Dictionary, newDictionary, seedDictionaries } from './dictionary'
import { numberEnd, readNumber } from './number'
import { forgetScratch, hasEscapes, readString, textAt, textLength } from './spelling'
import { blank, byte, COMMA, isNumberStart, QUOTE } from './text'
import { ALSE as ALSE_TEXT, colon, NULL as NULL_TEXT, TRUE as TRUE_TEXT } from './value'
import { isWorth, startWorth } from './worth'

let root: usize = 0
/** The key of the record, or the first text that has to be the same. */
let keyAt: usize = 0
let keyLength: u32 = 0
/** The field of the root that records have their key in, if they have it in them; and where the latest one has it. */
let keyField: usize = 0
export let keyValue: usize = 0
export let keyValueEnd: usize = 0
/** After the name that was looked for last. */
let nameEnd: usize = 0

/** Forgets all columns; the arena has been reset. */
export function resetColumns(random: u64): void {
  root = keyField = 0
  startChunks()
  startWorth()
  startColumns()
  forgetScratch()
  seedDictionaries(random)
}

/** Of numbers, booleans, keys or nothing known. Whatever column is made last is the root. */
export function plainColumn(kind: u32): usize {
  return (root = newColumn(kind))
}

export function stringColumn(): usize {
  root = newColumn(STRING)
  const texts = newDictionary()
  if (!root || !texts) return 0
  changetype<Column>(root).texts = changetype<Dictionary>(texts)
  return root
}

export function listColumn(item: usize): usize {
  root = newColumn(LIST)
  if (root) changetype<Column>(root).item = item
  return root
}

/** With room for so many fields. */
export function objectColumn(fields: u32): usize {
  root = newColumn(OBJECT)
  const at = take(FIELD * fields)
  if (!root || !at) return 0
  changetype<Column>(root).fields = changetype<Column>(root).fieldsEnd = at
  return root
}

/** `name` has quotes around it, and zeros up to a whole word of eight bytes behind it; `isPlain`: texts spell it like this. */
export function addField(object: usize, column: usize, name: usize, length: u32, isPlain: bool): void {
  const owner = changetype<Column>(object)
  const field = changetype<Field>(owner.fieldsEnd)
  owner.fieldsEnd += FIELD
  field.column = changetype<Column>(column)
  field.name = name
  field.length = length
  field.words = (length - 1) >>> 3
  const rest = length - (field.words << 3)
  field.last = load<u64>(name + (<usize>field.words << 3))
  field.mask = rest == 8 ? ~(<u64>0) : (<u64>1 << (<u64>rest << 3)) - 1
  // A word that no mask leaves: the name is never found as it stands.
  if (!isPlain) {
    field.words = 0
    field.mask = 0
    field.last = 1
  }
}

/** Records have their key in this field of the root. */
export function markKey(field: u32): void {
  keyField = changetype<Column>(root).fields + FIELD * field
}

/**
 * Takes a record apart; its key is without escapes, 0 where it isn't known yet. The byte after it; 0 where there is a fault,
 * or it doesn't fit.
 */
export function encode(value: usize, key: usize, length: u32): usize {
  keyAt = key
  keyLength = length
  keyValue = 0
  keepColumns()
  return put(changetype<Column>(root), value)
}

/** After each record, of so many bytes: was there room, and is it worth it? */
@inline
export function isEncoded(bytes: usize): bool {
  return isWhole && isWorth(bytes)
}

/** From the first byte of a value to the one after its last; 0: it is none, or doesn't fit. */
function put(column: Column, p: usize): usize {
  const c = byte(p)
  if (c == 0x6e) {
    pushAbsent(column, NULL)
    return load<u32>(p) == NULL_TEXT ? p + 4 : 0
  }
  switch (column.kind) {
    case NUMBER: {
      if (!isNumberStart(c)) return 0
      pushNumber(column, readNumber(p))
      return numberEnd
    }
    case STRING: {
      p = c == QUOTE ? readString(p) : 0
      if (p) pushWord(column, codeOf(column.texts, textAt, textLength))
      return p
    }
    case BOOLEAN:
      return putBoolean(column, p)
    case KEY: {
      p = c == QUOTE ? readString(p) : 0
      pushByte(column, 0)
      return p && isKeyText() ? p : 0
    }
    case LIST:
      return c == 0x5b ? putList(column, p) : 0
    case OBJECT:
      return c == 0x7b ? putObject(column, p) : 0
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

/** Is this the key, or what stands for it? */
export function isKey(text: usize, length: u32): bool {
  return !keyAt || (length == keyLength && memory.compare(text, keyAt, length) == 0)
}

function putBoolean(column: Column, p: usize): usize {
  const isTrue = load<u32>(p) == TRUE_TEXT
  pushByte(column, isTrue ? TRUE : 0)
  return isTrue ? p + 4 : byte(p) == 0x66 && load<u32>(p + 1) == ALSE_TEXT ? p + 5 : 0
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
      if (field == keyField) {
        keyValue = v
        keyValueEnd = p
      }
      field += FIELD
      p = blank(p)
      const c = byte(p)
      if (c == 0x7d) break
      if (c != COMMA) return 0
      p = blank(p + 1)
    }
  }
  for (; field != end; field += FIELD) pushAbsent(changetype<Field>(field).column, MISSING)
  return p + 1
}

/** The one of this name; those before it are missing in this record. */
function laterField(field: usize, end: usize, p: usize): usize {
  nameEnd = byte(p) == QUOTE ? readString(p) : 0
  if (!nameEnd) return end
  for (; field != end; field += FIELD) {
    const isFound = hasEscapes ? isMeant(changetype<Field>(field)) : isNamed(changetype<Field>(field), p)
    if (isFound) return field
    pushAbsent(changetype<Field>(field).column, MISSING)
  }
  return end
}

/** Its quotes are part of it, so that a longer name is another one. */
@inline
function isNamed(field: Field, p: usize): bool {
  let name = field.name
  for (let words = field.words; words; words--, p += 8, name += 8) if (load<u64>(p) != load<u64>(name)) return false
  return (load<u64>(p) & field.mask) == field.last
}

function isMeant(field: Field): bool {
  return field.length == textLength + 2 && memory.compare(field.name + 1, textAt, textLength) == 0
}
