/** Tells objects that are open maps from those that have fields. @module */

import { FOUND, placesIn, type Shape } from './shape.ts'
import { foundInAll, kindOfAll, shapesOf, unionOf } from './union.ts'

/** Few names are fields, however rarely they come: of a record itself more than of an object in it. */
const FEW_NAMES = 16
const FEW_FIELDS = 64
/** Objects of so many names that look alike are an open map, also where each has all of them. */
const MANY_ALIKE = 64

/** As a field each name costs two bytes in each object; in a map it costs twenty bytes in those that have it. */
const isSparse = (names: number, perObject: number): boolean => names > 9 * perObject + 6

/** How many names objects have, in all and on average. */
export function namesOf(shape: Shape): { readonly names: number; readonly perObject: number } {
  if (shape.fields === undefined) return { names: 0, perObject: 0 }
  let present = 0
  for (const { shape: inner } of shape.fields.byName.values()) present += inner.count
  return { names: shape.fields.byName.size, perObject: present / Math.max(1, shape.count) }
}

/** What is known of shapes while a plan is made of them, so that none is looked through again. */
export interface OpenMaps {
  /**
   * The shape that the values of an open map have in common; `undefined` for objects that have fields.
   *
   * @param mostFields - objects of more are open maps
   */
  valuesOf(shape: Shape, isRecord: boolean, mostFields: number): Shape | undefined
}

export function openMaps(): OpenMaps {
  const unions = new Map<Shape, Shape>()
  const sizes = new Map<Shape, number>()

  const union = (shape: Shape): Shape => {
    const known = unions.get(shape)
    if (known !== undefined) return known
    const made = unionOf(shapesOf(shape.fields))
    unions.set(shape, made)
    return made
  }

  const places = (shape: Shape): number => {
    const size = sizes.get(shape) ?? placesIn(shape, places)
    sizes.set(shape, size)
    return size
  }

  /** Do the objects under all these names have the same few fields? */
  const sharesItsFields = (shape: Shape): boolean => (1 + places(union(shape))) * 8 <= places(shape)

  return {
    valuesOf(shape, isRecord, mostFields) {
      if (shape.kind === 'map') return shape.item
      const { names, perObject } = namesOf(shape)
      if (names > mostFields) return union(shape)
      if (shape.fields?.isPlanned === true) return undefined
      if (names > (isRecord ? FEW_FIELDS : FEW_NAMES) && isSparse(names, perObject)) {
        // Values of several kinds would be JSON, where as fields each could have a kind.
        const isMixed = names <= FEW_FIELDS && kindOfAll(shapesOf(shape.fields)) === 'json'
        return isMixed ? undefined : union(shape)
      }
      if (names <= MANY_ALIKE || isRecord) return undefined
      const found = foundInAll(shapesOf(shape.fields))
      const isAlike = found === FOUND.object || found === FOUND.list
      return isAlike && sharesItsFields(shape) ? union(shape) : undefined
    },
  }
}

/** What stands under all names of records together. */
export const foundUnderNames = (shape: Shape): number =>
  shape.kind === 'map' ? (shape.item?.found ?? 0) : foundInAll(shapesOf(shape.fields))
