/** The shape that records have in common so far, place by place: a plan that still grows. @module */

import type { Followed } from './field-order.ts'
import type { Plan } from './plan.ts'

export interface Shape {
  kind: Plan['kind']
  /** The shape of a list's items; `undefined` for what is no list. */
  item: Shape | undefined
  /** The fields of an object; `undefined` for what is none. */
  fields: Fields | undefined
}

export interface Fields {
  readonly byName: Map<string, Field>
  /** How many pairs of fields stood beside each other. */
  pairs: number
  /** The one that the latest object began with. */
  first: Field | undefined
}

export interface Field extends Followed<Field> {
  readonly name: string
  /** The name as it is usually written, with the quote that ends it. */
  readonly text: Uint8Array
  readonly shape: Shape
  /** The one that followed it in the latest object. */
  next: Field | undefined
}

/** A shape, and how large it has become. */
export interface Growth {
  readonly root: Shape
  /** How many places there are in it. */
  places: number
  /** How many records it was made of. */
  records: number
  /** Is it any other than it was? */
  hasGrown: boolean
}

const MOST_PLACES = 512

// Objects that have any few of many fields wouldn't make good columns.
const MOST_PAIRS = 2048

export const newGrowth = (): Growth => ({
  root: newShape(),
  places: 1,
  records: 0,
  hasGrown: false,
})

const newShape = (): Shape => ({ kind: 'unknown', item: undefined, fields: undefined })

/** Gives a place room for a value of this kind; false where it has values of another. */
export function become(growth: Growth, shape: Shape, kind: Plan['kind']): boolean {
  if (shape.kind === kind) return true
  if (shape.kind === 'unknown') {
    shape.kind = kind
    if (kind === 'list') {
      shape.item = newShape()
      growth.places++
    } else if (kind === 'object') shape.fields = { byName: new Map(), pairs: 0, first: undefined }
  } else if (shape.kind === 'key' && kind === 'string') shape.kind = 'string'
  else return shape.kind === 'string' && kind === 'key'
  growth.hasGrown = true
  return growth.places <= MOST_PLACES
}

/** Adds a field that wasn't there; `undefined` for a name that no column can have. */
export function addField(growth: Growth, { byName }: Fields, name: string): Field | undefined {
  if (!isFieldName(name) || growth.places === MOST_PLACES) return undefined
  growth.places++
  growth.hasGrown = true
  const text = Buffer.from(JSON.stringify(name).slice(1))
  const field = { name, text, shape: newShape(), next: undefined, after: new Map<Field, number>() }
  byName.set(name, field)
  return field
}

/** `__proto__` is none, as an assignment to it makes no field, nor is a name that UTF-8 has no bytes for. */
const isFieldName = (name: string): boolean => name !== '__proto__' && !/\p{Surrogate}/u.test(name)

/** Notes that a field follows another; false where there are too many such pairs. */
export function addPair(growth: Growth, fields: Fields, first: Field, second: Field): boolean {
  first.next = second
  if (first.after.has(second)) return true
  first.after.set(second, growth.records)
  growth.hasGrown = true
  return ++fields.pairs <= MOST_PAIRS
}
