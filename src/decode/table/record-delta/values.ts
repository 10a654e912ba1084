/** The lists of numbers that columns are made of, by the names of their types. @module */

import type { NumberNode, TextsNode } from '../format/columns.ts'

export type Values = NumberNode['values'] | Uint8Array | Uint16Array | Uint32Array

const TYPES = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float64Array,
} as const

export type ValuesType = keyof typeof TYPES

export const valuesTypeOf = (values: Values): ValuesType => values[Symbol.toStringTag] as ValuesType

/** In memory that threads share. @throws Error for what is no such type */
export function sharedValues<V extends Values>(type: ValuesType, length: number): V {
  const Type = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  if (Type === undefined) throw new Error('The delta names values of a type that there is not')
  const memory = new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT)
  return new (Type as new (memory: SharedArrayBuffer) => unknown)(memory) as V
}

export const sharedUint32 = (count: number): Uint32Array<SharedArrayBuffer> =>
  sharedValues<Uint32Array<SharedArrayBuffer>>('Uint32Array', count)

/** In memory of this thread. */
export const privateValues = <V extends Values>(like: V, length: number): V =>
  new (like.constructor as new (length: number) => V)(length)

export type Codes = TextsNode['codes']
