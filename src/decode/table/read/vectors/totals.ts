/** What is asked of all values of a column together. @module */

export interface Totals {
  sum(): number
  /** `undefined` where there is no number; so is `max`. */
  min(): number | undefined
  max(): number | undefined
  /** How many values are this primitive, `null`, or missing (`undefined`). */
  count(value: unknown): number
}
