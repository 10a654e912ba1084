/** What the build of one version tells the build of the next about columns. @module */

import type { Plan } from './plan/index.ts'

export interface Memo {
  /** The shape that the records had so far. */
  readonly plan?: Plan
  /** Why columns were given up, in words. */
  readonly why?: string
  /** How often in a row columns were given up. */
  readonly failures: number
  /** How many versions aren't even tried as columns. */
  readonly rest: number
}

/** Each failure costs a part of a build; after so many versions at the latest columns are risked again. */
const LONGEST_REST = 64

export const memoFrom = (memo: unknown): Memo => (memo as Memo | undefined) ?? { failures: 0, rest: 0 }

export const afterColumns = (plan: Plan): Memo => ({ plan, failures: 0, rest: 0 })

/** The plan is forgotten, so that the next try looks at the records anew. */
export const afterFailure = ({ failures }: Memo, why: string): Memo => ({
  why,
  failures: failures + 1,
  rest: Math.min(2 ** failures, LONGEST_REST),
})

export const afterRest = (memo: Memo): Memo => ({ ...memo, rest: memo.rest - 1 })
