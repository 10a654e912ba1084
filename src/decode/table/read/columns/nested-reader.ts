/** Builds the lists and objects of a row. @module */

import type { FieldOrders, ListNode } from '../../format/columns.ts'
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

interface FieldReader {
  readonly name: string
  readonly read: Read
}

/** Reads objects that have all their fields, so that V8 gives all of them one shape. */
export function objectReader(fields: readonly FieldReader[]): Read {
  const names = fields.map(({ name }) => name)
  const reads = fields.map(({ read }) => read)
  const template = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))))
  return (row, key) => {
    const object: Record<string, unknown> = { ...template }
    for (let i = 0; i < names.length; i++) object[names[i] as string] = (reads[i] as Read)(row, key)
    return object
  }
}

/** Reads objects of which some fields may be missing. */
export function sparseReader(fields: readonly FieldReader[]): Read {
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
  fields: readonly FieldReader[],
  { codes, offsets, sequences }: FieldOrders,
  read: Read,
): Read {
  const readers = new Array<Read | undefined>(offsets.length - 1).fill(undefined)
  const inOrder = (code: number): Read => {
    const numbers = sequences.subarray(offsets[code], offsets[code + 1])
    return objectReader(Array.from(numbers, (number) => fields[number] as FieldReader))
  }
  return (row, key) => {
    const code = codes[row] as number
    if (code === 0) return read(row, key)
    readers[code] ??= inOrder(code)
    return (readers[code] as Read)(row, key)
  }
}
