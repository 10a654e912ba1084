/** Estimates whether columns need less memory than the text that they are made of. @module */

import { Kind } from '../protocol'
import { Column, columns, rowsIn } from './column'

/** Few records need little memory anyhow; from here on the question is put each time that there are twice as many. */
const FIRST_LOOK: u32 = 4096
/** How many bytes a document needs for each record beside its text. */
const SPAN: u64 = 8

let records: u32 = 0
let nextLook: u32 = FIRST_LOOK
let textBytes: u64 = 0

export function startWorth(): void {
  records = 0
  nextLook = FIRST_LOOK
  textBytes = 0
}

/** To be asked after each record, of so many bytes. */
@inline
export function isWorth(bytes: usize): bool {
  textBytes += bytes
  return ++records != nextLook || look()
}

function look(): bool {
  nextLook <<= 1
  let bytes: u64 = 0
  for (let at = columns; at; at = changetype<Column>(at).previous) bytes += estimateOf(changetype<Column>(at))
  return bytes <= textBytes + SPAN * records
}

function textBytesOf(column: Column, rows: u64): u64 {
  const texts = column.texts
  const count = texts.count
  return rows * (count <= 256 ? 1 : count <= 65536 ? 2 : 4) + texts.bytes + <u64>count * 4
}

function estimateOf(column: Column): u64 {
  const rows = <u64>rowsIn(column)
  const absent = column.nulls || column.missings ? rows : 0
  switch (column.kind) {
    // Most of them have room in 32 bits.
    case Kind.NUMBER:
    case Kind.LIST:
    case Kind.MAP:
      return absent + rows * 4
    case Kind.BOOLEAN:
      return absent + (rows >>> 3)
    case Kind.STRING:
    case Kind.JSON:
      return absent + textBytesOf(column, rows)
    case Kind.OBJECT:
      return absent + (changetype<usize>(column.texts) ? textBytesOf(column, rows) : 0)
  }
  return absent
}
