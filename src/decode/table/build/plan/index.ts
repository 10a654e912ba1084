/** How columns are planned: the door of this folder, for those who build tables. @module */

export { extendPlan, makeRoom } from './extend-plan.ts'
export type { Plan } from './plan.ts'
export { planOf } from './plan-of.ts'
export { MOST_PLACES, newGrowth } from './shape.ts'
export { whyNoColumns } from './why-no-columns.ts'
export { widening } from './widening.ts'
export { planWithTypes } from './with-types.ts'
