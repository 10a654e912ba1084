/** What values are made of, all that were seen taken together. @module */

import { types } from 'node:util'
import { isPlain } from '../compare/kinds.ts'

export interface SeenShape {
  seen: number
  /** The names of types that have no parts: `string`, `null`, `Date`. */
  readonly plain: Set<string>
  /** What lists hold, sets and maps. */
  readonly holds: Map<'list' | 'set' | 'map', SeenShape>
  object: ObjectShape | undefined
}

export interface ObjectShape {
  seen: number
  readonly fields: Map<string, SeenShape>
  /** How many fields there were in all. */
  filled: number
  /** The names are too many to be told apart: what stands under any of them. */
  any: SeenShape | undefined
}

export const nothingSeen = (): SeenShape => ({
  seen: 0,
  plain: new Set(),
  holds: new Map(),
  object: undefined,
})

/** No interface that somebody would want to read has more fields. */
const MOST_FIELDS = 1024
const MOST_LEVELS = 64

/** Sees one value more. */
export function see(shape: SeenShape, value: unknown, level = 0): void {
  shape.seen++
  if (level > MOST_LEVELS) shape.plain.add('unknown')
  else if (Array.isArray(value)) seeAll(held(shape, 'list'), value, level)
  else if (types.isSet(value)) seeAll(held(shape, 'set'), value, level)
  else if (types.isMap(value)) seeAll(held(shape, 'map'), value.values(), level)
  else if (isPlain(value)) seeFields(shape, value, level)
  else shape.plain.add(nameOf(value))
}

function seeAll(shape: SeenShape, values: Iterable<unknown>, level: number): void {
  for (const value of values) see(shape, value, level + 1)
}

function held(shape: SeenShape, kind: 'list' | 'set' | 'map'): SeenShape {
  const found = shape.holds.get(kind) ?? nothingSeen()
  shape.holds.set(kind, found)
  return found
}

function seeFields(shape: SeenShape, value: Readonly<Record<string, unknown>>, level: number): void {
  const object = objectShape(shape)
  object.seen++
  for (const name of Object.keys(value)) see(fieldShape(object, name), value[name], level + 1)
}

export function objectShape(shape: SeenShape): ObjectShape {
  shape.object ??= { seen: 0, fields: new Map(), filled: 0, any: undefined }
  return shape.object
}

/** The shape of a field, which is seen once more. */
export function fieldShape(object: ObjectShape, name: string): SeenShape {
  object.filled++
  if (object.any !== undefined) return object.any
  const found = object.fields.get(name) ?? nothingSeen()
  object.fields.set(name, found)
  if (object.fields.size > MOST_FIELDS) object.any = merged(object.fields.values())
  return object.any ?? found
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (types.isDate(value)) return 'Date'
  if (types.isUint8Array(value)) return 'Uint8Array'
  const kind = typeof value
  return kind === 'object' || kind === 'function' ? 'unknown' : kind
}

/** All shapes as if their values had been seen in one place. */
export function merged(shapes: Iterable<SeenShape>): SeenShape {
  const whole = nothingSeen()
  for (const shape of shapes) merge(whole, shape)
  return whole
}

function merge(into: SeenShape, from: SeenShape): void {
  into.seen += from.seen
  for (const name of from.plain) into.plain.add(name)
  for (const [kind, items] of from.holds) merge(held(into, kind), items)
  if (from.object !== undefined) mergeObjects(objectShape(into), from.object)
}

function mergeObjects(into: ObjectShape, from: ObjectShape): void {
  into.seen += from.seen
  into.filled += from.filled
  if (from.any !== undefined || into.any !== undefined || into.fields.size > MOST_FIELDS) {
    const all = [into.any, from.any, ...into.fields.values(), ...from.fields.values()]
    into.any = merged(all.filter((shape) => shape !== undefined))
    return
  }
  for (const [name, field] of from.fields) {
    const found = into.fields.get(name) ?? nothingSeen()
    into.fields.set(name, found)
    merge(found, field)
  }
}
