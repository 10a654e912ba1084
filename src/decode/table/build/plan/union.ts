/** Makes one shape of several, as an open map has one column for the values of all its names. @module */

import {
  type Field,
  type Fields,
  FOUND,
  follow,
  type Growth,
  MOST_NAMES,
  newField,
  newShape,
  type Shape,
} from './shape.ts'

/** What one place must have room for that takes the values of all of these, none of which is the key of its record. */
export function unionOf(shapes: readonly Shape[]): Shape {
  const union = newShape()
  for (const { found, count } of shapes) {
    union.found |= found
    union.count += count
  }
  union.kind = kindOf(union.found)
  if (shapes.some(({ kind }) => kind === 'json')) union.kind = 'json'
  if (union.kind === 'list') union.item = unionOf(itemsOf(shapes))
  if (union.kind !== 'object') return union
  if (!shapes.some(({ kind }) => kind === 'map')) union.fields = unionOfFields(shapes)
  if (union.fields !== undefined) return union
  union.kind = 'map'
  union.item = unionOf([...itemsOf(shapes), ...shapes.flatMap(({ fields }) => shapesOf(fields))])
  return union
}

/** An object has so many names that it is taken for an open map. */
export function becomeMap(growth: Growth, shape: Shape): void {
  shape.item = unionOf(shapesOf(shape.fields))
  shape.kind = 'map'
  shape.why = 'many names'
  shape.fields = undefined
  growth.hasGrown = true
}

export const shapesOf = (fields: Fields | undefined): Shape[] =>
  fields === undefined ? [] : Array.from(fields.byName.values(), ({ shape }) => shape)

const itemsOf = (shapes: readonly Shape[]): Shape[] =>
  shapes.flatMap(({ item }) => (item === undefined ? [] : [item]))

function kindOf(found: number): Shape['kind'] {
  if (found === 0) return 'unknown'
  const kinds = ['number', 'boolean', 'string', 'list', 'object'] as const
  return kinds.find((kind) => FOUND[kind] === found) ?? 'json'
}

/** All fields of objects by their names; `undefined` where there are too many for an object. */
function unionOfFields(shapes: readonly Shape[]): Fields | undefined {
  const all = shapes.flatMap(({ fields }) => (fields === undefined ? [] : [...fields.byName.values()]))
  const groups = new Map<string, Field[]>()
  for (const field of all) {
    const group = groups.get(field.name)
    if (group === undefined) groups.set(field.name, [field])
    else group.push(field)
  }
  if (groups.size > MOST_NAMES) return undefined
  const byName = new Map<string, Field>()
  for (const [name, group] of groups)
    byName.set(name, newField(name, unionOf(group.map(({ shape }) => shape))))
  for (const { name, after } of all) {
    for (const [next, { times }] of after)
      follow(byName.get(name) as Field, byName.get(next.name) as Field, times)
  }
  return { byName, first: undefined, isPlanned: false }
}
