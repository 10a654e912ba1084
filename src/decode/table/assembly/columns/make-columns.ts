/** Makes the columns that a plan asks for. @module */

import { take } from '../memory/arena'
import { startChunks } from '../memory/chunk'
import { Column, Field, FIELD, newColumn, startColumns } from './column'
import { codeOf, Dictionary, newDictionary, seedDictionaries } from './dictionary'
import { Kind, Limit } from '../protocol'
import { forgetScratch } from '../json/string-value'
import { startWorth } from './column-worth'

/** The column of whole records. */
export let root: usize = 0

/** Forgets all columns, after the arena was reset. */
export function resetColumns(random: u64): void {
  root = 0
  startChunks()
  startWorth()
  startColumns()
  forgetScratch()
  seedDictionaries(random)
}

/** A column of numbers, booleans, keys, or of nothing known. The column that is made last is the root. */
export function plainColumn(kind: u32): usize {
  return (root = newColumn(kind))
}

export function stringColumn(): usize {
  return textColumn(Kind.STRING)
}

/** A column of any values, which are kept as text; so many lists and objects are around it. */
export function jsonColumn(depth: u32): usize {
  const column = textColumn(Kind.JSON)
  if (column) changetype<Column>(column).most = Limit.DEPTH - depth
  return column
}

function textColumn(kind: u32): usize {
  root = newColumn(kind)
  const texts = newDictionary()
  if (!root || !texts) return 0
  changetype<Column>(root).texts = changetype<Dictionary>(texts)
  return root
}

export function listColumn(item: usize): usize {
  root = newColumn(Kind.LIST)
  if (root) changetype<Column>(root).item = item
  return root
}

/** A column of objects of any names: one column has these, and one the values. */
export function mapColumn(keys: usize, values: usize): usize {
  root = newColumn(Kind.MAP)
  if (!root) return 0
  changetype<Column>(root).keys = keys
  changetype<Column>(root).item = values
  return root
}

/** A column of objects, with room for so many fields. */
export function objectColumn(fields: u32): usize {
  root = newColumn(Kind.OBJECT)
  const at = take(FIELD * fields)
  const names = newDictionary()
  if (!root || !at || !names) return 0
  changetype<Column>(root).names = changetype<Dictionary>(names)
  changetype<Column>(root).fields = changetype<Column>(root).fieldsEnd = at
  return root
}

/**
 * `name` has quotes around it, and zeros behind it up to a whole word of eight bytes. A name that isn't plain may be spelled
 * in more than one way.
 */
export function addField(object: usize, column: usize, name: usize, length: u32, isPlain: bool): void {
  const owner = changetype<Column>(object)
  const field = changetype<Field>(owner.fieldsEnd)
  owner.fieldsEnd += FIELD
  field.column = changetype<Column>(column)
  field.name = name
  field.length = length
  field.keyPart = 0
  codeOf(owner.names, name + 1, length - 2)
  field.words = (length - 1) >>> 3
  const rest = length - (field.words << 3)
  field.last = load<u64>(name + (<usize>field.words << 3))
  field.mask = rest == 8 ? ~(<u64>0) : (<u64>1 << (<u64>rest << 3)) - 1
  // No masked word is 1, so that the name is never found as it stands.
  if (!isPlain) {
    field.words = 0
    field.mask = 0
    field.last = 1
  }
}

/** Notes that records have a part of their key in this field of an object that isn't in a list. */
export function markKey(object: usize, field: u32, part: u32): void {
  changetype<Field>(changetype<Column>(object).fields + FIELD * field).keyPart = part + 1
}
