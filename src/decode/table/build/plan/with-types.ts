/** Settles in a plan what is known of fields that have had no value so far. @module */

import type { Plan } from './plan.ts'

/** Where nothing but `null` was seen, the first value would begin the scan again. */
export function planWithTypes(plan: Plan, types: ReadonlyMap<string, 'number' | 'boolean'>): Plan {
  if (plan.kind !== 'object') return plan
  const fields = plan.fields.map((field) => {
    const kind = field.plan.kind === 'unknown' ? types.get(field.name) : undefined
    return kind === undefined ? field : { name: field.name, plan: { kind } }
  })
  return { ...plan, fields }
}
