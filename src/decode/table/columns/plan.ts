/** The shape that records have in common: what their columns are made for. Plain JSON, so that a term remembers it. @module */

import { beginsWith, type FieldOrder, mergedOrder, orderOf } from './field-order.ts'

/** Every value may also be `null`, every field may be missing. */
export type Plan =
  | { readonly kind: 'number' | 'boolean' | 'string' }
  /** A string that is the record's key. */
  | { readonly kind: 'key' }
  | { readonly kind: 'list'; readonly item: Plan }
  | { readonly kind: 'object'; readonly fields: Fields; readonly order: FieldOrder }
  /** Nothing but `null` so far. */
  | { readonly kind: 'unknown' }

type Fields = readonly { readonly name: string; readonly plan: Plan }[]

/** A parsed record, and its key. */
export interface Sample {
  readonly key: string
  /** `undefined` where it isn't known: then nothing has its shape. */
  readonly value: unknown
}

const MAX_DEPTH = 32
const MAX_LEAVES = 512

/** The shape of all the samples; `undefined` where they have none in common, or one that columns can't have. */
export function planOf(samples: Iterable<Sample>): Plan | undefined {
  let plan: Plan | undefined = { kind: 'unknown' }
  for (const sample of samples) {
    plan = withSample(plan, sample)
    if (plan === undefined) return undefined
  }
  return plan
}

/** The plan with room for a record that didn't fit; `undefined` where there is none, so that it can't ever fit. */
export function extendPlan(plan: Plan, sample: Sample): Plan | undefined {
  const extended = withSample(plan, sample)
  // A record whose shape was there already is refused for what a shape doesn't tell, such as a field that it has twice.
  return JSON.stringify(extended) === JSON.stringify(plan) ? undefined : extended
}

function withSample(plan: Plan, { key, value }: Sample): Plan | undefined {
  const shape = value === undefined ? undefined : shapeOf(value, key, MAX_DEPTH)
  const merged = shape && union(plan, shape)
  return merged && leavesOf(merged) <= MAX_LEAVES ? merged : undefined
}

/** `key` is `undefined` inside of lists, whose items have rows of their own. */
function shapeOf(value: unknown, key: string | undefined, depth: number): Plan | undefined {
  if (value === null) return { kind: 'unknown' }
  if (typeof value === 'string') return { kind: value === key ? 'key' : 'string' }
  if (typeof value !== 'object') return { kind: typeof value as 'number' | 'boolean' }
  if (depth === 0) return undefined
  return Array.isArray(value) ? listOf(value, depth - 1) : objectOf(value, key, depth - 1)
}

function listOf(values: unknown[], depth: number): Plan | undefined {
  let item: Plan | undefined = { kind: 'unknown' }
  for (const value of values) {
    const shape = shapeOf(value, undefined, depth)
    item = shape && union(item, shape)
    if (item === undefined) return undefined
  }
  return { kind: 'list', item }
}

function objectOf(value: object, key: string | undefined, depth: number): Plan | undefined {
  const fields: { name: string; plan: Plan }[] = []
  for (const [name, held] of Object.entries(value)) {
    const plan = isFieldName(name) ? shapeOf(held, key, depth) : undefined
    if (plan === undefined || fields.length === MAX_LEAVES) return undefined
    fields.push({ name, plan })
  }
  return { kind: 'object', fields, order: orderOf(fields.map(({ name }) => name)) }
}

/** Not `__proto__`, which an assignment doesn't make a field, and nothing that UTF-8 has no bytes for. */
const isFieldName = (name: string): boolean => name !== '__proto__' && !/\p{Surrogate}/u.test(name)

function union(a: Plan, b: Plan): Plan | undefined {
  if (a.kind === 'unknown') return b
  if (b.kind === 'unknown') return a
  if (a.kind === 'list' && b.kind === 'list') {
    const item = union(a.item, b.item)
    return item && { kind: 'list', item }
  }
  if (a.kind === 'object' && b.kind === 'object') return objectUnion(a, b)
  if (a.kind === b.kind) return a
  return isText(a) && isText(b) ? { kind: 'string' } : undefined
}

const isText = ({ kind }: Plan): boolean => kind === 'string' || kind === 'key'

type ObjectPlan = Extract<Plan, { kind: 'object' }>

function objectUnion(a: ObjectPlan, b: ObjectPlan): Plan | undefined {
  const plans = new Map(a.fields.map(({ name, plan }) => [name, plan]))
  for (const { name, plan } of b.fields) {
    const known = plans.get(name)
    const merged = known === undefined ? plan : union(known, plan)
    if (merged === undefined) return undefined
    plans.set(name, merged)
  }
  const names = [...plans.keys()]
  const isAlike = haveSameNames(a, b) && beginsWith(a.order, b.order)
  const merged = isAlike ? { names, order: a.order } : mergedOrder(names, a.order, b.order)
  if (merged === undefined) return undefined
  const fields = merged.names.map((name) => ({ name, plan: plans.get(name) as Plan }))
  return { kind: 'object', fields, order: merged.order }
}

const haveSameNames = (a: ObjectPlan, b: ObjectPlan): boolean =>
  a.fields.length === b.fields.length && a.fields.every(({ name }, i) => name === b.fields[i]?.name)

function leavesOf(plan: Plan): number {
  if (plan.kind === 'list') return 1 + leavesOf(plan.item)
  if (plan.kind !== 'object') return 1
  return plan.fields.reduce((sum, field) => sum + leavesOf(field.plan), 1)
}
