/** A value on its way to another thread: what goes over, and what is made of it there. @module */

import { types } from 'node:util'
import {
  cacheOf,
  openTable,
  partsOf,
  type Table,
  type TableChanges,
  type TableParts,
} from '../decode/table/index.ts'
import { weigh } from './ballast.ts'

/** A table goes as its parts, which lie in memory that all threads share. */
export interface TableParcel {
  readonly kind: 'table'
  readonly parts: TableParts
  /** How many records each thread keeps decoded. */
  readonly cache: number
  readonly changes: TableChanges | undefined
  /** What the next version may be told of this one; it stays in the thread that has tables built. */
  readonly memo?: unknown
}

/** Anything else arrives as a clone, except memory that threads share, which arrives as it is. */
export interface CloneParcel {
  readonly kind: 'clone'
  readonly value: unknown
}

export type Parcel = TableParcel | CloneParcel

export function pack(value: unknown): Parcel {
  const parts = partsOf(value)
  if (parts === undefined) return { kind: 'clone', value }
  return { kind: 'table', parts, cache: cacheOf(value), changes: (value as Table<unknown>).changes }
}

export function unpack(parcel: Parcel): unknown {
  return weighed(parcel.kind === 'clone' ? parcel.value : openTable(parcel.parts, parcel))
}

/** The value itself, which holds ballast from now on if it lies in memory that threads share. */
export function weighed<V>(value: V): V {
  const byteLength = sharedBytesOf(value)
  if (byteLength > 0) weigh(value as object, byteLength)
  return value
}

function sharedBytesOf(value: unknown): number {
  if (partsOf(value) !== undefined) return (value as Table<unknown>).byteLength
  const memory = ArrayBuffer.isView(value) ? value.buffer : value
  return types.isSharedArrayBuffer(memory) ? memory.byteLength : 0
}
