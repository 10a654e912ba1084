/** Takes records apart: the plan of columns, and the walk over each record that was checked before. @module */

import { take } from './arena'
import { isWhole, startChunks } from './chunk'
import { BOOLEAN, Column, Field, FIELD, KEY, LIST, MISSING, newColumn, NULL, NUMBER, OBJECT } from './column'
import { pushAbsent, pushByte, pushNumber, pushWord, startColumns, STRING, TRUE } from './column'
import { codeOf, Dictionary, newDictionary, seedDictionaries } from './dictionary'
import { numberEnd, readNumber } from './number'
import { forgetScratch, hasEscapes, readString, textAt, textLength } from './spelling'
import { blank, byte, COMMA, isNumberStart, QUOTE } from './text'
import { isWorth, startWorth } from './worth'

let root: usize = 0
let keyAt: usize = 0
let keyLength: u32 = 0
/** After the name that was looked for last. */
let nameEnd: usize = 0

/** Forgets all columns; the arena has been reset. */
export function resetColumns(random: u64): void {
  root = 0
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

/** Takes a record apart; its key is without escapes. `false`: it doesn't fit, and the columns are of no use any more. */
export function encode(value: usize, key: usize, length: u32): bool {
  keyAt = key
  keyLength = length
  const end = put(changetype<Column>(root), value)
  return end != 0 && isWhole && isWorth(end - value)
}

/** From the first byte of a value to the one after its last; 0: it doesn't fit. */
function put(column: Column, p: usize): usize {
  const c = byte(p)
  if (c == 0x6e) {
    pushAbsent(column, NULL)
    return p + 4
  }
  switch (column.kind) {
    case NUMBER: {
      if (!isNumberStart(c)) return 0
      pushNumber(column, readNumber(p))
      return numberEnd
    }
    case STRING: {
      if (c != QUOTE) return 0
      p = readString(p)
      pushWord(column, codeOf(column.texts, textAt, textLength))
      return p
    }
    case BOOLEAN:
      return putBoolean(column, p)
    case KEY: {
      if (c != QUOTE) return 0
      p = readString(p)
      pushByte(column, 0)
      return textLength == keyLength && memory.compare(textAt, keyAt, keyLength) == 0 ? p : 0
    }
    case LIST:
      return c == 0x5b ? putList(column, p) : 0
    case OBJECT:
      return c == 0x7b ? putObject(column, p) : 0
  }
  return 0
}

function putBoolean(column: Column, p: usize): usize {
  const c = byte(p)
  const isTrue = c == 0x74
  pushByte(column, isTrue ? TRUE : 0)
  return isTrue ? p + 4 : c == 0x66 ? p + 5 : 0
}

function putList(column: Column, p: usize): usize {
  const item = changetype<Column>(column.item)
  let count: u32 = 0
  p = blank(p + 1)
  while (byte(p) != 0x5d) {
    p = put(item, p)
    if (!p) return 0
    count++
    p = blank(p)
    if (byte(p) == COMMA) p = blank(p + 1)
  }
  pushWord(column, count)
  return p + 1
}

function putObject(column: Column, p: usize): usize {
  let field = column.fields
  const end = column.fieldsEnd
  pushByte(column, 0)
  p = blank(p + 1)
  while (byte(p) == QUOTE) {
    if (field != end && isNamed(changetype<Field>(field), p)) nameEnd = p + changetype<Field>(field).length
    else {
      field = laterField(field, end, p)
      if (field == end) return 0
    }
    p = put(changetype<Field>(field).column, blank(blank(nameEnd) + 1))
    if (!p) return 0
    field += FIELD
    p = blank(p)
    if (byte(p) == COMMA) p = blank(p + 1)
  }
  for (; field != end; field += FIELD) pushAbsent(changetype<Field>(field).column, MISSING)
  return p + 1
}

/** The one of this name; those before it are missing in this record. */
function laterField(field: usize, end: usize, p: usize): usize {
  nameEnd = readString(p)
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
