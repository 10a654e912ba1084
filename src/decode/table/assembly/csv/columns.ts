/** What the converter knows of each column: its name as JSON, and what its fields become. @module */

import { Cell, Guess } from './protocol'
import { COLUMNS } from './memory'

@unmanaged
export class Column {
  kind: u32
  /** One or more of `Guess`. */
  guess: u32
  /** What stands before a value: `{"a":` or `,"b":`, with the quote that opens a text. */
  lead: usize
  leadBytes: u32
}

const SIZE: usize = offsetof<Column>()
/** So many bytes of a lead are copied at once, and may be copied too many. */
const STEP: u32 = 16

/** Where the columns end, which lie one behind the other. */
export let columnsEnd: usize = COLUMNS
/** Where the next lead goes. */
let leads: usize = 0

/** Takes memory for so many columns, and for their leads; is there as much? */
export function startColumns(count: u32, bytesOfLeads: u32): bool {
  columnsEnd = COLUMNS + SIZE * count
  leads = (columnsEnd + 15) & ~15
  const end = <u64>leads + bytesOfLeads + STEP * count + STEP
  const size = <u64>memory.size() << 16
  if (end <= size) return true
  return memory.grow(<i32>((end - size + 0xffff) >> 16)) >= 0
}

/** Where the host puts the lead of a column, so many bytes. */
export function column(index: u32, kind: u32, bytes: u32): usize {
  const at = changetype<Column>(COLUMNS + SIZE * index)
  at.kind = kind
  at.guess = Guess.NUMBER | Guess.BOOLEAN
  at.lead = leads
  at.leadBytes = bytes
  leads += (bytes + STEP - 1) & ~(STEP - 1)
  return at.lead
}

export function guessOf(index: u32): u32 {
  return changetype<Column>(COLUMNS + SIZE * index).guess
}

@inline
export function kindOf(at: usize): u32 {
  return changetype<Column>(at).kind
}

@inline
export function after(at: usize): usize {
  return at + SIZE
}

export function indexOf(at: usize): u32 {
  return <u32>((at - COLUMNS) / SIZE)
}

@inline
export function leadBytesOf(at: usize): u32 {
  return changetype<Column>(at).leadBytes
}

/** Writes the lead of a column, for which there is room; returns the address behind it. */
@inline
export function writeLead(at: usize, o: usize): usize {
  const from = changetype<Column>(at).lead
  const bytes = changetype<Column>(at).leadBytes
  v128.store(o, v128.load(from))
  for (let i: u32 = STEP; i < bytes; i += STEP) v128.store(o + i, v128.load(from + i))
  return o + bytes
}

/** Says what another field of the column could be; a column that can be nothing else is text from there on. */
export function narrow(at: usize, guess: u32): void {
  const it = changetype<Column>(at)
  const left = it.guess & guess & (Guess.NUMBER | Guess.BOOLEAN)
  it.guess = left | ((it.guess | guess) & Guess.FILLED)
  if (!left) it.kind = Cell.TEXT
}
