/** Builds the lists and objects of a row. @module */

import type { FieldOrders, ListNode } from '../../format/columns.ts'
import { type NamedRead, objectReader } from './object-reader.ts'
import type { Read } from './read.ts'

export function listReader({ offsets }: ListNode, read: Read): Read {
  if (typeof offsets === 'number') return (row, key) => listOf(read, row * offsets, (row + 1) * offsets, key)
  return (row, key) => listOf(read, offsets[row] as number, offsets[row + 1] as number, key)
}

function listOf(read: Read, start: number, end: number, key: string): unknown[] {
  const list: unknown[] = []
  for (let item = start; item < end; item++) list.push(read(item, key))
  return list
}

/** Reads objects of which some fields may be missing. */
export function sparseReader(fields: readonly NamedRead[]): Read {
  return (row, key) => {
    const object: Record<string, unknown> = {}
    for (const { name, read } of fields) {
      const value = read(row, key)
      if (value !== undefined) object[name] = value
    }
    return object
  }
}

/** Reads objects of which some have their fields in an order of their own; `read` reads the others. */
export function orderedReader(
  fields: readonly NamedRead[],
  { codes, offsets, sequences }: FieldOrders,
  read: Read,
): Read {
  const readers = new Array<Read | undefined>(offsets.length - 1).fill(undefined)
  const inOrder = (code: number): Read => {
    const numbers = sequences.subarray(offsets[code], offsets[code + 1])
    return objectReader(Array.from(numbers, (number) => fields[number] as NamedRead))
  }
  return (row, key) => {
    const code = codes[row] as number
    if (code === 0) return read(row, key)
    readers[code] ??= inOrder(code)
    return (readers[code] as Read)(row, key)
  }
}
