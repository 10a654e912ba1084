/** The kinds of values whose records have keys, told by what they are like, not by their class. @module */

import { types } from 'node:util'

/** A map, a table, and whatever else is read as these are. */
export interface Keyed {
  readonly size: number
  has(key: unknown): boolean
  get(key: unknown): unknown
  keys(): Iterable<unknown>
  /** Of a table: what its records are kept as. */
  readonly kind?: unknown
  /** Of a table: how many parts each key has; a key of several is a list of texts. */
  readonly keyParts?: number
  /** Of a table: the record as JSON. */
  raw?(key: unknown): string | undefined
}

/** Rows: what is read by position, and iterated as a list is. */
export interface Listed extends Keyed, Iterable<unknown> {}

export function isListed(value: unknown): value is Listed {
  if (!isKeyed(value)) return false
  const { values, [Symbol.iterator]: iterator } = value as Partial<ReadonlyMap<unknown, unknown>>
  // Of what has keys of its own the entries are iterated.
  return iterator !== undefined && (iterator as unknown) === values
}

/** May two values be compared key by key? The positions of rows say nothing to a table, nor texts to keys of several parts. */
export const areKeyed = (one: unknown, other: unknown): boolean =>
  isKeyed(one) &&
  isKeyed(other) &&
  isListed(one) === isListed(other) &&
  (one.keyParts ?? 1) === (other.keyParts ?? 1)

export type Plain = Readonly<Record<string, unknown>>

/** A set, and what is read as one. */
export interface SetLike extends Iterable<unknown> {
  readonly size: number
  has(member: unknown): boolean
  values(): Iterable<unknown>
}

/** A map has all of this, too, and `get` besides. */
export function isSetLike(value: unknown): value is SetLike {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { size, has, get, values } = value as Partial<Keyed & SetLike>
  const isCount = Number.isSafeInteger(size) && (size as number) >= 0
  const methods = [has, values, (value as Partial<SetLike>)[Symbol.iterator]]
  return isCount && get === undefined && methods.every((method) => typeof method === 'function')
}

/** A set and one of texts in shared memory have no members in common: they are asked in different ways. */
export const areSets = (one: unknown, other: unknown): boolean =>
  isSetLike(one) && isSetLike(other) && types.isSet(one) === types.isSet(other)

export function isKeyed(value: unknown): value is Keyed {
  if (typeof value !== 'object' || value === null) return false
  const { size, has, get, keys } = value as Partial<Keyed>
  const isCount = Number.isSafeInteger(size) && (size as number) >= 0
  return isCount && [has, get, keys].every((method) => typeof method === 'function')
}

/** As JSON makes them: of no class. */
export function isPlain(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
