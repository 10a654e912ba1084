/** Makes a plan of columns from the shape of records, and a shape from a plan. @module */

import { inOrder } from './field-order.ts'
import type { Plan } from './plan.ts'
import {
  addField,
  addPair,
  become,
  type Field,
  type Fields,
  type Growth,
  newGrowth,
  type Shape,
} from './shape.ts'

/** The plan of a shape; `undefined` where records have their fields in no common order. */
export const planOf = ({ root, records }: Growth): Plan | undefined =>
  hasOrder(root, records) ? planned(root, records) : undefined

/** The first record from which on the fields have no common order, where they have none now. */
export function firstWithoutOrder({ root, records }: Growth): number {
  let good = 0
  let bad = records
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1
    if (hasOrder(root, middle)) good = middle
    else bad = middle
  }
  return bad
}

function hasOrder({ item, fields }: Shape, records: number): boolean {
  if (item !== undefined) return hasOrder(item, records)
  if (fields === undefined) return true
  const all = [...fields.byName.values()]
  return inOrder(all, records) !== undefined && all.every(({ shape }) => hasOrder(shape, records))
}

function planned({ kind, item, fields }: Shape, records: number): Plan {
  if (item !== undefined) return { kind: 'list', item: planned(item, records) }
  if (fields === undefined) return { kind: kind as Exclude<Plan['kind'], 'list' | 'object'> }
  const all = inOrder([...fields.byName.values()], records) ?? []
  return {
    kind: 'object',
    fields: all.map(({ name, shape }) => ({ name, plan: planned(shape, records) })),
    order: all.flatMap(({ name, after }) => Array.from(after.keys(), (next) => [name, next.name] as const)),
  }
}

/** The shape of a plan, ready to grow further. */
export function growthOf(plan: Plan): Growth {
  const growth = newGrowth()
  restore(growth, growth.root, plan)
  return { ...growth, hasGrown: false }
}

function restore(growth: Growth, shape: Shape, plan: Plan): void {
  become(growth, shape, plan.kind)
  if (plan.kind === 'list') restore(growth, shape.item as Shape, plan.item)
  if (plan.kind !== 'object') return
  const fields = shape.fields as Fields
  for (const { name, plan: held } of plan.fields) {
    restore(growth, (addField(growth, fields, name) as Field).shape, held)
  }
  const named = (name: string) => fields.byName.get(name) as Field
  for (const [first, second] of plan.order) addPair(growth, fields, named(first), named(second))
}
