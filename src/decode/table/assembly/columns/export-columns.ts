/** Exports the values of a column in the form in which a table keeps them, chunk by chunk, for the host to copy. @module */

import { Absence } from '../layout'
import { Form } from '../protocol'
import { bytesOf, dataOf, nextOf } from '../memory/chunk'
import { closeColumn, Column, rowsIn, sizeOf, stateOfByte, stateOfNumber, stateOfWord, TRUE } from './column'
import { closeDictionary, lengthOf, sizeOfEntry, textOf } from './dictionary'
import { powerOfTen } from '../json/number'

// 10 ** 9 is the last power of ten that 32 bits have room for.
const MAX_DECIMALS: i32 = 9

/** Room for a chunk in any form. */
export const scratch: usize = memory.data(65536, 16)

/** Registers of `measure`: the bounds of the numbers, multiplied by the power of ten. */
export let least: f64 = 0
export let greatest: f64 = 0

let chunk: usize = 0
let at: usize = 0
let end: usize = 0
/** How many items the lists before have, or how many bytes the texts before. */
let items: u32 = 0

/** Begins with a column: each call of a `next...` from here on is for its next chunk. */
export function openColumn(column: usize): void {
  closeColumn(changetype<Column>(column))
  chunk = changetype<Column>(column).first
  items = 0
}

export function openTexts(column: usize): void {
  const texts = changetype<Column>(column).texts
  closeDictionary(texts)
  chunk = texts.first
  items = 0
}

function next(): bool {
  if (!chunk) return false
  at = dataOf(chunk)
  end = at + bytesOf(chunk)
  chunk = nextOf(chunk)
  return true
}

/**
 * How many decimals the numbers have: multiplied by that power of ten all are whole, and divided by it each is itself again.
 * -1 where there is no such power.
 */
export function measure(column: usize): i32 {
  let decimals: i32 = 0
  let power: f64 = 1
  least = Infinity
  greatest = -Infinity
  for (openColumn(column); next(); ) {
    for (; at < end; at += 8) {
      const value = load<f64>(at)
      if (value != value) continue
      // Infinity and -0 have no whole number to be made of.
      if (value - value != 0 || reinterpret<u64>(value) == 0x8000000000000000) return -1
      while (nearest(value * power) / power != value) {
        if (++decimals > MAX_DECIMALS) return -1
        power = powerOfTen(decimals)
      }
      least = min(least, value)
      greatest = max(greatest, value)
    }
  }
  least = nearest(least * power)
  greatest = nearest(greatest * power)
  return decimals
}

/** Writes the numbers of a chunk to `scratch`; returns how many, 0 after the last chunk. So does each `next...`. */
export function nextNumbers(form: u32, power: f64): u32 {
  if (!next()) return 0
  const count = <u32>((end - at) >>> 3)
  let to = scratch
  if (form == Form.U8 || form == Form.I8) for (; at < end; at += 8, to += 1) store<u8>(to, <u8>whole(at, power))
  else if (form == Form.U16 || form == Form.I16) for (; at < end; at += 8, to += 2) store<u16>(to, <u16>whole(at, power))
  else if (form == Form.U32) for (; at < end; at += 8, to += 4) store<u32>(to, <u32>positive(at, power))
  else if (form == Form.I32) for (; at < end; at += 8, to += 4) store<u32>(to, whole(at, power))
  else for (; at < end; at += 8, to += 8) store<f64>(to, present(at))
  return count
}

@inline
function present(p: usize): f64 {
  const value = load<f64>(p)
  return value == value ? value : 0
}

@inline
function whole(p: usize, power: f64): i32 {
  return <i32>nearest(present(p) * power)
}

@inline
function positive(p: usize, power: f64): u32 {
  return <u32>nearest(present(p) * power)
}

/** Writes codes of texts, each in so many bytes. */
export function nextCodes(width: u32): u32 {
  if (!next()) return 0
  const count = <u32>((end - at) >>> 2)
  let to = scratch
  if (width == 1) for (; at < end; at += 4, to += 1) store<u8>(to, <u8>valueOf(at))
  else if (width == 2) for (; at < end; at += 4, to += 2) store<u16>(to, <u16>valueOf(at))
  else for (; at < end; at += 4, to += 4) store<u32>(to, valueOf(at))
  return count
}

@inline
function valueOf(p: usize): u32 {
  const word = load<u32>(p)
  return stateOfWord(word) ? 0 : word
}

/** Writes where the items of each list end. */
export function nextEnds(): u32 {
  if (!next()) return 0
  const count = <u32>((end - at) >>> 2)
  for (let to = scratch; at < end; at += 4, to += 4) {
    items += valueOf(at)
    store<u32>(to, items)
  }
  return count
}

/** How many items every list has; -1 where they differ. */
export function evenCount(column: usize): i32 {
  openColumn(column)
  if (!next()) return 0
  const first = load<u32>(at)
  do {
    for (; at < end; at += 4) if (load<u32>(at) != first) return -1
  } while (next())
  return <i32>first
}

/** Writes booleans as bits, in bytes the last of which is filled up with zeros. */
export function nextBits(): u32 {
  if (!next()) return 0
  const bytes = <u32>((end - at + 7) >>> 3)
  for (let to = scratch; at < end; to++) {
    let bits: u32 = 0
    for (let i: u32 = 0; i < 8 && at < end; i++, at++) bits |= u32(byteAt(at) == TRUE) << i
    store<u8>(to, bits)
  }
  return bytes
}

@inline
function byteAt(p: usize): u32 {
  return load<u8>(p)
}

/** Writes a byte for each row, as one of `Absence`. */
export function nextAbsent(kind: u32): u32 {
  if (!next()) return 0
  const size = sizeOf(kind)
  let to = scratch
  for (; at < end; at += size, to++) {
    const state = size == 8 ? stateOfNumber(load<f64>(at)) : size == 4 ? stateOfWord(load<u32>(at)) : stateOfByte(byteAt(at))
    store<u8>(to, state < Absence.BLANK ? state : Absence.THERE)
  }
  return <u32>(to - scratch)
}

/** Registers of `nextTexts`: where the bytes of the texts are, and how many. */
export let textsAt: usize = 0
export let textsBytes: u32 = 0

/** Writes where each text ends, among the bytes of all texts. */
export function nextTexts(): u32 {
  if (!next()) return 0
  let to = (textsAt = at)
  let ends = scratch
  while (at < end) {
    const length = lengthOf(at)
    memory.copy(to, textOf(at), length)
    to += length
    items += length
    store<u32>(ends, items)
    ends += 4
    at += sizeOfEntry(length)
  }
  textsBytes = <u32>(to - textsAt)
  return <u32>(ends - scratch) >>> 2
}

/** How many texts there are, or orders of fields. */
export function distinctTexts(column: usize): u32 {
  const texts = changetype<Column>(column).texts
  return changetype<usize>(texts) ? texts.count : 0
}

export function bytesOfTexts(column: usize): u32 {
  return changetype<Column>(column).texts.bytes
}

/** How many rows are absent in this way. */
export function absences(column: usize, state: u32): u32 {
  const at = changetype<Column>(column)
  return state == Absence.NULL ? at.nulls : state == Absence.MISSING ? at.missings : at.blanks
}

export function rowsOf(column: usize): u32 {
  return rowsIn(changetype<Column>(column))
}
