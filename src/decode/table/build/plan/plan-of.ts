/** Makes a plan of columns from the shape of records, and a shape from a plan. @module */

import { follow, inOrder } from './field-order.ts'
import { namesOf, type OpenMaps, openMaps } from './open-map.ts'
import type { Plan } from './plan.ts'
import {
  type Field,
  FOUND,
  type Growth,
  newField,
  newFields,
  newGrowth,
  newShape,
  type Shape,
} from './shape.ts'
import { foundIn } from './words.ts'

/** So many columns are made and handed over within a turn or two. */
const MOST_COLUMNS = 4096

/** The plan of a shape. */
export function planOf({ root }: Pick<Growth, 'root'>): Plan {
  const maps = openMaps()
  const within = (mostFields: number) => planned(root, { maps, mostFields, isRecord: true, isInMap: false })
  let plan = within(MOST_COLUMNS)
  for (let most = 1024; columnsOf(plan) > MOST_COLUMNS; most >>>= 2) plan = within(most)
  return plan
}

interface Where {
  readonly maps: OpenMaps
  /** Objects of more fields are open maps. */
  readonly mostFields: number
  readonly isRecord: boolean
  /** There no text stands for the key of the record. */
  readonly isInMap: boolean
}

function planned(shape: Shape, where: Where): Plan {
  const { kind, item, fields } = shape
  const inner = where.isRecord ? { ...where, isRecord: false } : where
  if (kind === 'key') return { kind: where.isInMap ? 'string' : kind }
  if (kind === 'list') {
    const items = planned(item ?? newShape(), inner)
    // A list whose items are of several kinds is read at once, not item by item.
    return items.kind === 'json' ? { kind: 'json', why: `lists of ${items.why}` } : { kind, item: items }
  }
  if (kind === 'json') return { kind, why: shape.why ?? foundIn(shape.found) }
  if (kind !== 'object' && kind !== 'map') return { kind }
  const values = where.maps.valuesOf(shape, where.isRecord, where.mostFields)
  if (values !== undefined)
    return { kind: 'map', value: planned(values, { ...inner, isInMap: true }), ...whyMap(shape) }
  return {
    kind: 'object',
    fields: inOrder([...(fields?.byName.values() ?? [])]).map((field) => ({
      name: field.name,
      plan: planned(field.shape, inner),
    })),
  }
}

function whyMap(shape: Shape): { readonly why: string } {
  const { names, perObject } = namesOf(shape)
  return { why: names === 0 ? (shape.why ?? 'objects') : `${names} names, ${perObject.toFixed(1)} in each` }
}

function columnsOf(plan: Plan): number {
  if (plan.kind === 'list') return 1 + columnsOf(plan.item)
  if (plan.kind === 'map') return 2 + columnsOf(plan.value)
  if (plan.kind === 'object') return plan.fields.reduce((sum, field) => sum + columnsOf(field.plan), 1)
  return 1
}

/** The shape of a plan, ready to grow further. */
export const growthOf = (plan: Plan): Growth => newGrowth(restored(plan))

function restored(plan: Plan): Shape {
  const shape = newShape()
  restore(shape, plan)
  return shape
}

function restore(shape: Shape, plan: Plan): void {
  shape.kind = plan.kind
  if (plan.kind === 'json' || plan.kind === 'map') shape.why = plan.why
  if (plan.kind === 'json') return
  if (plan.kind === 'list') {
    shape.found = FOUND.list
    shape.item = restored(plan.item)
  } else if (plan.kind === 'map') {
    shape.found = FOUND.object
    shape.item = restored(plan.value)
  } else if (plan.kind === 'object') restoreFields(shape, plan.fields)
  else if (plan.kind !== 'unknown') shape.found = FOUND[plan.kind === 'key' ? 'string' : plan.kind]
}

function restoreFields(shape: Shape, fields: Extract<Plan, { kind: 'object' }>['fields']): void {
  shape.found = FOUND.object
  shape.fields = newFields(true)
  let before: Field | undefined
  for (const { name, plan } of fields) {
    const field = newField(name, restored(plan), false)
    shape.fields.byName.set(name, field)
    shape.fields.first ??= field
    if (before !== undefined) follow(before, field)
    before = field
  }
}
