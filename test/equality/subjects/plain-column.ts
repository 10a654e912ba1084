/** One field of all records, in the plainest way. @module */

import type { Column } from '../../../src/decode/table/contract/column.ts'

const isPresent = (value: unknown): boolean => value !== null && value !== undefined

export function plainColumn(all: readonly unknown[], get: (key: string) => unknown): Column<unknown> {
  function numbers(): number[] {
    const present = all.filter(isPresent)
    if (present.some((value) => typeof value !== 'number')) throw new TypeError('no numbers')
    return present as number[]
  }
  const extreme = (of: typeof Math.min) =>
    numbers().reduce<number | undefined>((a, b) => of(a ?? b, b), undefined)
  return {
    get,
    at: (row) => all[row],
    values: () => all as never,
    forEach: (call) => all.forEach((value, row) => void call(value, row)),
    sum: () => numbers().reduce((a, b) => a + b, 0),
    min: () => extreme(Math.min),
    max: () => extreme(Math.max),
    count: (value) => all.filter((it) => it === value).length,
  }
}
