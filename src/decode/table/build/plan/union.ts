/** Makes one shape of several, as an open map has one column for the values of all its names. @module */

import { follow, stepsFrom } from './field-order.ts'
import {
  type Field,
  type Fields,
  FOUND,
  type Growth,
  MOST_NAMES,
  newField,
  newShape,
  placesIn,
  type Shape,
} from './shape.ts'

/**
 * What one place must have room for that takes the values of all of these. Places that only one of them has are shared with it,
 * so that time goes only into what comes together; `key` among them means any text.
 */
export function unionOf(shapes: readonly Shape[]): Shape {
  const [first] = shapes
  if (shapes.length === 1 && first !== undefined && first.kind !== 'key') return first
  const union = newShape()
  for (const { count } of shapes) union.count += count
  union.found = foundInAll(shapes)
  union.kind = kindOfAll(shapes)
  if (union.kind === 'list') union.item = unionOf(itemsOf(shapes))
  if (union.kind !== 'object') return union
  if (!shapes.some(({ kind }) => kind === 'map')) union.fields = unionOfFields(shapes)
  if (union.fields !== undefined) return union
  union.kind = 'map'
  const values = itemsOf(shapes)
  for (const { fields } of shapes) for (const shape of shapesOf(fields)) values.push(shape)
  union.item = unionOf(values)
  return union
}

/** The kind of their union, without a look at what is in them. */
export function kindOfAll(shapes: Iterable<Shape>): Shape['kind'] {
  for (const { kind } of shapes) if (kind === 'json') return 'json'
  const found = foundInAll(shapes)
  if (found === 0) return 'unknown'
  const kinds = ['number', 'boolean', 'string', 'list', 'object'] as const
  return kinds.find((kind) => FOUND[kind] === found) ?? 'json'
}

export function foundInAll(shapes: Iterable<Shape>): number {
  let all = 0
  for (const { found } of shapes) all |= found
  return all
}

/** An object has so many names that it is taken for an open map. */
export function becomeMap(growth: Growth, shape: Shape): void {
  const places = placesIn(shape)
  shape.item = unionOf(shapesOf(shape.fields))
  shape.kind = 'map'
  shape.why = 'many names'
  shape.fields = undefined
  growth.places += placesIn(shape) - places
  growth.hasGrown = true
}

export function shapesOf(fields: Fields | undefined): Shape[] {
  const shapes: Shape[] = []
  if (fields !== undefined) for (const { shape } of fields.byName.values()) shapes.push(shape)
  return shapes
}

function itemsOf(shapes: readonly Shape[]): Shape[] {
  const items: Shape[] = []
  for (const { item } of shapes) if (item !== undefined) items.push(item)
  return items
}

/** All fields of objects by their names; `undefined` where there are too many for an object. */
function unionOfFields(shapes: readonly Shape[]): Fields | undefined {
  const groups = new Map<string, Shape[]>()
  for (const { fields } of shapes) {
    if (fields === undefined) continue
    for (const { name, shape } of fields.byName.values()) {
      const group = groups.get(name)
      if (group !== undefined) group.push(shape)
      else if (groups.size === MOST_NAMES) return undefined
      else groups.set(name, [shape])
    }
  }
  const byName = new Map<string, Field>()
  for (const [name, group] of groups) byName.set(name, newField(name, unionOf(group)))
  for (const { fields } of shapes) if (fields !== undefined) followAll(byName, fields)
  return { byName, first: undefined, isPlanned: false }
}

/** Notes in the union what followed what in one of its objects. */
function followAll(byName: ReadonlyMap<string, Field>, fields: Fields): void {
  for (const field of fields.byName.values()) {
    const first = byName.get(field.name) as Field
    for (const { to, times } of stepsFrom(field)) follow(first, byName.get(to.name) as Field, times)
  }
}
