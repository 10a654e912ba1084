/** Sums and counts values of any kind by reading one after the other. @module */

import type { RowSource } from './row-source.ts'
import type { Totals } from './totals.ts'

export function readTotals({ rows }: RowSource, read: (row: number) => unknown, name: string): Totals {
  function* numbers(): Generator<number> {
    for (let row = 0; row < rows; row++) {
      const value = read(row)
      if (typeof value === 'number') yield value
      else if (value !== null && value !== undefined) throw noNumber(name, kindOf(value))
    }
  }

  function extreme(ofTwo: typeof Math.min): number | undefined {
    let so: number | undefined
    for (const value of numbers()) so = so === undefined ? value : ofTwo(so, value)
    return so
  }

  return {
    sum() {
      let sum = 0
      for (const value of numbers()) sum += value
      return sum
    },
    min: () => extreme(Math.min),
    max: () => extreme(Math.max),
    count(value) {
      let count = 0
      for (let row = 0; row < rows; row++) if (read(row) === value) count++
      return count
    },
  }
}

/** The refusal to add up anything but numbers; skipping it would give a sum that is wrong in silence. */
export const noNumber = (name: string, kind: string): TypeError =>
  new TypeError(`column: expected \`${name}\` to hold numbers, got ${kind}: read it by \`forEach\``)

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'texts'
  if (typeof value === 'boolean') return 'booleans'
  return Array.isArray(value) ? 'lists' : 'objects'
}
