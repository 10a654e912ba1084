/** Tells objects that are open maps from those that have fields. @module */

import { FOUND, type Shape } from './shape.ts'
import { shapesOf, unionOf } from './union.ts'

/** Few names are fields, however rarely they come: of a record itself more than of an object in it. */
const FEW_NAMES = 16
const FEW_FIELDS = 64
/** Objects of so many names that look alike are an open map, also where each has all of them. */
const MANY_ALIKE = 64

/** As a field each name costs two bytes in each object; in a map it costs twenty bytes in those that have it. */
const isSparse = (names: number, perObject: number): boolean => names > 9 * perObject + 6

/** How many names objects have, in all and on average. */
export function namesOf(shape: Shape): { readonly names: number; readonly perObject: number } {
  const shapes = shapesOf(shape.fields)
  const present = shapes.reduce((sum, { count }) => sum + count, 0)
  return { names: shapes.length, perObject: present / Math.max(1, shape.count) }
}

/**
 * The shape that the values of an open map have in common; `undefined` for objects that have fields.
 *
 * @param mostFields - objects of more are open maps
 */
export function valuesOfMap(shape: Shape, isRecord: boolean, mostFields: number): Shape | undefined {
  if (shape.kind === 'map') return shape.item
  const { names, perObject } = namesOf(shape)
  if (names > mostFields) return unionOf(shapesOf(shape.fields))
  if (shape.fields?.isPlanned === true) return undefined
  const isOpen = names > (isRecord ? FEW_FIELDS : FEW_NAMES) && isSparse(names, perObject)
  if (!isOpen && (names <= MANY_ALIKE || isRecord)) return undefined
  const values = unionOf(shapesOf(shape.fields))
  const isAlike = values.found === FOUND.object || values.found === FOUND.list
  if (!isOpen) return isAlike && sharesItsFields(shape, values) ? values : undefined
  // Values of several kinds would be JSON, where as fields each could have a kind.
  return values.kind === 'json' && names <= FEW_FIELDS ? undefined : values
}

/** Do the objects under all these names have the same few fields? */
function sharesItsFields(shape: Shape, values: Shape): boolean {
  const places = (of: Shape | undefined): number =>
    of === undefined ? 0 : 1 + places(of.item) + shapesOf(of.fields).reduce((sum, it) => sum + places(it), 0)
  return places(values) * 8 <= shapesOf(shape.fields).reduce((sum, it) => sum + places(it), 0)
}
