/** Values that hold others, in the eyes of the structured clone. @module */

import { types } from 'node:util'
import type { ContainerKind } from './clone-step.ts'

/** A member of an array or a set; or the name or key of a member, and the member. */
export type Entry = readonly [unknown] | readonly [unknown, unknown]

/** What kind of container a value is; `undefined` for all that is cloned in one piece. */
export function kindOf(value: unknown): ContainerKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return 'array'
  if (types.isMap(value)) return 'map'
  if (types.isSet(value)) return 'set'
  // An instance of a class arrives as a plain object.
  return Object.prototype.toString.call(value) === '[object Object]' ? 'object' : undefined
}

export function entriesOf(container: object): IterableIterator<Entry> {
  if (types.isMap(container)) return container.entries()
  return Array.isArray(container) || types.isSet(container) ? membersOf(container) : propertiesOf(container)
}

function* membersOf(values: Iterable<unknown>): Generator<Entry> {
  for (const value of values) yield [value]
}

function* propertiesOf(object: object): Generator<Entry> {
  for (const name of Object.keys(object)) yield [name, object[name as never]]
}
