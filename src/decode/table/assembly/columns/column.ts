/** A column, while its values come one by one. @module */

import { Absence } from '../layout'
import { take } from '../memory/arena'
import { bytesOf, chunkAfter, closeChunk, cutChunks, dataOf, nextOf } from '../memory/chunk'
import { Kind } from '../protocol'
import { Dictionary } from './dictionary'

/** In columns of bytes `true` is 4; `false` is 0, and so is a value that needs no byte, as a key is. */
export const TRUE: u32 = 4
/** Above all counts and codes; the lowest bits have the kind of absence. */
const ABSENT_WORD: u32 = 0xfffffffc
/** No number of JSON is NaN. */
const ABSENT_NUMBER: u64 = 0x7ff8000000000000

@unmanaged
export class Column {
  kind: u32
  /** The column that was made before this one: so all are in a list. */
  previous: usize
  /** Where the next value goes, and the end of its chunk. */
  at: usize
  end: usize
  first: usize
  last: usize
  /** How many rows have no value, by the kind of their absence. */
  nulls: u32
  missings: u32
  blanks: u32
  /** The dictionary of a column of strings, or of JSON; of objects it has the orders of their fields. */
  texts: Dictionary
  /** What is between `at` and `texts`, as it was when the latest record began. */
  keptChunk: v128
  keptCounts: v128
  /** The column of the items of lists, or of the values of maps. */
  item: usize
  /** The column of the names in maps. */
  keys: usize
  /** The fields of objects. */
  fields: usize
  fieldsEnd: usize
  /** The names of the fields, by which those are found that don't come in the order of the plan. */
  names: Dictionary
  /** How many lists and objects may be within each other in a value of JSON. */
  most: u32
}

@unmanaged
export class Field {
  column: Column
  /** The name with quotes around it: `words` whole words of eight bytes, then the `last` one under a `mask`. */
  name: usize
  length: u32
  words: u32
  mask: u64
  last: u64
  /** The part of the record's key that is here, plus 1; 0 for none. */
  keyPart: u32
  /** Keeps the next field at an address for whole words. */
  unused: u32
}

export const FIELD: usize = offsetof<Field>()

export let columns: usize = 0

const spill: usize = memory.data(1024, 16)

export function startColumns(): void {
  columns = 0
}

/** Remembers how all columns are, as a record begins. */
export function keepColumns(): void {
  for (let c = columns; c; c = changetype<Column>(c).previous) {
    v128.store(c, v128.load(c, offsetof<Column>('at')), offsetof<Column>('keptChunk'))
    v128.store(c, v128.load(c, offsetof<Column>('nulls')), offsetof<Column>('keptCounts'))
  }
}

/** Takes the values of the latest record back, which isn't whole. Dictionaries keep its texts, which come again with it. */
export function restoreColumns(): void {
  for (let c = columns; c; c = changetype<Column>(c).previous) {
    v128.store(c, v128.load(c, offsetof<Column>('keptChunk')), offsetof<Column>('at'))
    v128.store(c, v128.load(c, offsetof<Column>('keptCounts')), offsetof<Column>('nulls'))
    cutChunks(changetype<Column>(c).last)
  }
}

export function newColumn(kind: u32): usize {
  const at = take(offsetof<Column>())
  if (!at) return 0
  memory.fill(at, 0, offsetof<Column>())
  const column = changetype<Column>(at)
  column.kind = kind
  column.previous = columns
  columns = at
  return at
}

@inline
export function pushByte(column: Column, value: u32): void {
  const at = column.at == column.end ? nextChunk(column) : column.at
  store<u8>(at, value)
  column.at = at + 1
}

@inline
export function pushWord(column: Column, value: u32): void {
  const at = column.at == column.end ? nextChunk(column) : column.at
  store<u32>(at, value)
  column.at = at + 4
}

@inline
export function pushNumber(column: Column, value: f64): void {
  const at = column.at == column.end ? nextChunk(column) : column.at
  store<f64>(at, value)
  column.at = at + 8
}

export function pushAbsent(column: Column, state: u32): void {
  if (state == Absence.NULL) column.nulls++
  else if (state == Absence.MISSING) column.missings++
  else column.blanks++
  const size = sizeOf(column.kind)
  if (size == 8) pushNumber(column, reinterpret<f64>(ABSENT_NUMBER | state))
  else if (size == 4) pushWord(column, ABSENT_WORD | state)
  else pushByte(column, state)
  for (let field = column.fields; field != column.fieldsEnd; field += FIELD)
    pushAbsent(changetype<Field>(field).column, Absence.BLANK)
}

/** Takes back that the field is missing in the latest row; false where it has a value. */
export function dropMissing(column: Column): bool {
  if (latestState(column) != Absence.MISSING) return false
  column.missings--
  dropLatest(column)
  return true
}

/** Is the field there in the latest row, be it `null`? */
@inline
export function isThere(column: Column): bool {
  return latestState(column) != Absence.MISSING
}

function latestState(column: Column): u32 {
  const size = sizeOf(column.kind)
  const at = column.at - size
  return size == 8 ? stateOfNumber(load<f64>(at)) : size == 4 ? stateOfWord(load<u32>(at)) : stateOfByte(load<u8>(at))
}

function dropLatest(column: Column): void {
  column.at -= sizeOf(column.kind)
  for (let field = column.fields; field != column.fieldsEnd; field += FIELD) {
    const inner = changetype<Field>(field).column
    inner.blanks--
    dropLatest(inner)
  }
}

/** The kind of absence; 0 for a value. */
@inline
export function stateOfNumber(value: f64): u32 {
  return value == value ? 0 : <u32>reinterpret<u64>(value) & 3
}

@inline
export function stateOfWord(value: u32): u32 {
  return value > ABSENT_WORD ? value & 3 : 0
}

@inline
export function stateOfByte(value: u32): u32 {
  return value & 3
}

function nextChunk(column: Column): usize {
  const before = column.last
  closeColumn(column)
  const chunk = chunkAfter(before, before ? bytesOf(before) : 0, 0)
  // Where the memory is full, nothing will be read: the values need only go somewhere.
  const at = chunk ? dataOf(chunk) : spill
  column.end = at + (chunk ? bytesOf(chunk) : 1024)
  if (!chunk) return at
  if (!before) column.first = chunk
  column.last = chunk
  return at
}

/** Has the last chunk tell how many bytes are used; from here on, until more values come, all chunks do. */
export function closeColumn(column: Column): void {
  closeChunk(column.last, column.at)
}

/** How many rows a column has. */
export function rowsIn(column: Column): u32 {
  let bytes: usize = 0
  closeColumn(column)
  for (let chunk = column.first; chunk; chunk = nextOf(chunk)) bytes += bytesOf(chunk)
  return <u32>(bytes / sizeOf(column.kind))
}

/** How many bytes a value of this kind has. */
@inline
export function sizeOf(kind: u32): usize {
  return kind == Kind.NUMBER ? 8 : kind == Kind.STRING || kind >= Kind.LIST ? 4 : 1
}
