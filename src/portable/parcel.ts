/** A value on its way to another thread: what goes over, and what is made of it there. @module */

import { types } from 'node:util'
import {
  cacheOf,
  type KnownIndexOptions,
  openParts,
  openTextSet,
  partsOf,
  type RowsParts,
  type Table,
  type TableChanges,
  type TableKey,
  type TextSet,
  type TextSetChanges,
  type TextSetParts,
  textSetPartsOf,
} from '../decode/table/index.ts'
import { weigh } from './ballast.ts'

/** A table goes as its parts, which lie in memory that all threads share; so do rows. */
export interface TableParcel extends KnownIndexOptions {
  readonly kind: 'table'
  readonly parts: RowsParts
  /** How many records each thread keeps decoded. */
  readonly cache: number
  readonly changes: TableChanges<TableKey> | undefined
  /** What the next version may be told of this one; it stays in the thread that has tables built. */
  readonly memo?: unknown
}

/** So does a set of texts. */
export interface TextSetParcel {
  readonly kind: 'texts'
  readonly parts: TextSetParts
  readonly changes: TextSetChanges | undefined
}

/** What lies in memory that all threads share, and goes as it is. */
export type SharedParcel = TableParcel | TextSetParcel

/** Anything else arrives as a clone, except memory that threads share, which arrives as it is. */
export interface CloneParcel {
  readonly kind: 'clone'
  readonly value: unknown
}

export type Parcel = SharedParcel | CloneParcel

export function pack(value: unknown): Parcel {
  const parts = partsOf(value)
  if (parts !== undefined)
    return { kind: 'table', parts, cache: cacheOf(value), changes: (value as Table<unknown>).changes }
  const texts = textSetPartsOf(value)
  if (texts !== undefined) return { kind: 'texts', parts: texts, changes: (value as TextSet).changes }
  return { kind: 'clone', value }
}

export function unpack(parcel: Parcel): unknown {
  return weighed(opened(parcel))
}

function opened(parcel: Parcel): unknown {
  if (parcel.kind === 'table') return openParts(parcel.parts, parcel)
  return parcel.kind === 'texts' ? openTextSet(parcel.parts, parcel.changes) : parcel.value
}

/** The value itself, which holds ballast from now on if it lies in memory that threads share. */
export function weighed<V>(value: V): V {
  const byteLength = sharedBytesOf(value)
  if (byteLength > 0) weigh(value as object, byteLength)
  return value
}

const isShared = (value: unknown): value is { readonly byteLength: number } =>
  partsOf(value) !== undefined || textSetPartsOf(value) !== undefined

function sharedBytesOf(value: unknown): number {
  if (isShared(value)) return value.byteLength
  const memory = ArrayBuffer.isView(value) ? value.buffer : value
  return types.isSharedArrayBuffer(memory) ? memory.byteLength : 0
}
