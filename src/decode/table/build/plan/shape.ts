/** The shape that records have in common so far, place by place: a plan that still grows. @module */

import type { Followed } from './field-order.ts'
import type { Plan } from './plan.ts'

export interface Shape {
  kind: Plan['kind']
  /** The kinds of values that stand here, bits of `FOUND`. */
  found: number
  /** The same in words, where a plan has told it that way. */
  why?: string | undefined
  /** How many values stand here, `null` included. */
  count: number
  /** The shape of a list's items, or of an open map's values; `undefined` for what is neither. */
  item: Shape | undefined
  /** The fields of an object; `undefined` for what is none. */
  fields: Fields | undefined
}

export interface Fields {
  readonly byName: Map<string, Field>
  /** The one that the latest object began with. */
  first: Field | undefined
  /** Are they fields because a plan says so, however few objects have them? */
  readonly isPlanned: boolean
}

export interface Field extends Followed<Field> {
  readonly name: string
  readonly shape: Shape
  /** Does no plan have it? */
  readonly isNew: boolean
  /** The name as it is usually written, with the quote that ends it; made when it comes a second time. */
  text: Uint8Array | undefined
}

/** A shape, and whether it is any other than it was. */
export interface Growth {
  readonly root: Shape
  hasGrown: boolean
  /** Where it has grown first. */
  grown: Grown | undefined
  /** How many places it has, the records' own left out. */
  places: number
  /** So many it may have while the present record is looked at. */
  most: number
}

export interface Grown {
  readonly shape: Shape
  /** The names on the way there; `*` stands for any item of a list and any name of an open map. */
  readonly path: readonly string[]
  /** The object that has a new name there. */
  readonly named: Shape | undefined
}

/** What may stand at a place. */
export const FOUND = {
  number: 1,
  boolean: 2,
  string: 4,
  list: 8,
  object: 16,
  /** Something deeper than columns go. */
  deep: 32,
  /** An object with a name that no column can have. */
  name: 64,
  /** An object or a list that has more in it than a plan is made of. */
  much: 128,
} as const

/** Objects of more names are open maps, whatever else is known of them. */
export const MOST_NAMES = 4096

/** A record may add so many places, which takes some 10 ms; what else is in it is kept as JSON. */
export const MOST_PLACES = 16_384

export const newGrowth = (root = newShape()): Growth => ({
  root,
  hasGrown: false,
  grown: undefined,
  places: 0,
  most: MOST_PLACES,
})

export const newShape = (): Shape => ({
  kind: 'unknown',
  found: 0,
  count: 0,
  item: undefined,
  fields: undefined,
})

type Kind = 'number' | 'boolean' | 'string' | 'key' | 'list' | 'object'

/** Gives a place room for a value of this kind; false where all values of the place are kept as JSON. */
export function become(growth: Growth, shape: Shape, kind: Kind): boolean {
  if (shape.kind === kind) return true
  if (shape.kind === 'unknown') {
    if (kind === 'list' && ++growth.places > growth.most) {
      becomeJson(growth, shape, FOUND.list | FOUND.much)
      return false
    }
    shape.kind = kind
    shape.found = FOUND[kind === 'key' ? 'string' : kind]
    if (kind === 'list') shape.item = newShape()
    else if (kind === 'object') shape.fields = newFields()
    growth.hasGrown = true
    return true
  }
  if (shape.kind === 'string' && kind === 'key') return true
  if (shape.kind === 'map' && kind === 'object') return true
  if (shape.kind === 'key' && kind === 'string') {
    shape.kind = 'string'
    growth.hasGrown = true
    return true
  }
  becomeJson(growth, shape, FOUND[kind === 'key' ? 'string' : kind])
  return false
}

/** From here on the values of the place are kept as JSON, because this was found, too. */
export function becomeJson(growth: Growth, shape: Shape, found: number): void {
  shape.found |= found
  if (shape.kind === 'json') return
  growth.places -= placesIn(shape)
  shape.kind = 'json'
  shape.item = shape.fields = undefined
  growth.hasGrown = true
}

/** How many places are within a place, by how many are within each of those. */
export function placesIn({ item, fields }: Shape, within: (shape: Shape) => number = placesIn): number {
  let places = item === undefined ? 0 : 1 + within(item)
  if (fields !== undefined) for (const { shape } of fields.byName.values()) places += 1 + within(shape)
  return places
}

/** Adds a field that wasn't there; `undefined` where there are too many. */
export function addField(growth: Growth, { byName }: Fields, name: string): Field | undefined {
  if (byName.size === MOST_NAMES) return undefined
  growth.hasGrown = true
  growth.places++
  const field = newField(name, newShape())
  byName.set(name, field)
  return field
}

export const newFields = (isPlanned = false): Fields => ({ byName: new Map(), first: undefined, isPlanned })

export const newField = (name: string, shape: Shape, isNew = true): Field => ({
  name,
  shape,
  isNew,
  text: undefined,
  next: undefined,
  after: undefined,
})

/** `__proto__` is none, as an assignment to it makes no field, nor is a name that UTF-8 has no bytes for. */
export const isFieldName = (name: string): boolean => name !== '__proto__' && !/\p{Surrogate}/u.test(name)
