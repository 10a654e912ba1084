/** Ranges that lie apart or within each other, beside a search through all of them. @module */

import type { RangeTable } from '../../../src/decode/table/contract.ts'
import { builtTable } from '../../../src/decode/table/job.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { same } from '../compare/difference.ts'
import type { Form } from './form.ts'

interface Range {
  readonly f: number
  readonly t: number
}

const crosses = (a: Range, b: Range): boolean =>
  a.f <= b.t && b.f <= a.t && !(a.f >= b.f && a.t <= b.t) && !(b.f >= a.f && b.t <= a.t)

/** The narrowest that has it, and of equal ones the last. */
function innermost(ranges: readonly Range[], value: number): number | undefined {
  let found: number | undefined
  for (const [row, { f, t }] of ranges.entries()) {
    if (value < f || value > t) continue
    const best = found === undefined ? undefined : ranges[found]
    if (best === undefined || t - f <= best.t - best.f) found = row
  }
  return found
}

const WRITTEN = {
  number: String,
  v4: (value: number) => `10.0.${value >>> 8}.${value & 255}`,
  v6: (value: number) => `2001:db8::${value.toString(16)}:0`,
} as const

export const asRanges: Form = async ({ rows, random, cut }) => {
  const kind = random.pick(['number', 'v4', 'v6'] as const)
  const ranges: Range[] = []
  for (const _ of rows.slice(0, 30)) {
    const f = random.between(1, 300)
    const range = { f, t: f + random.below(random.pick([1, 5, 60])) }
    if (!ranges.some((other) => crosses(range, other))) ranges.push(range)
  }
  const write = (value: number) => (kind === 'number' ? value : WRITTEN[kind](value))
  const text = JSON.stringify(
    ranges.map(({ f, t }, row) => ({ f: write(f), t: write(t), v: rows[row]?.value ?? null })),
  )
  const { parts } = await builtTable(
    { isByPosition: true, mayBeNothing: true, ranges: { from: ['f'], to: ['t'], nested: true } },
    { sizeHint: 0, pieces: cut(text) },
  )
  const found = openRows(parts) as RangeTable<unknown>
  const borders = ranges.flatMap(({ f, t }) => [f - 1, f, t, t + 1])
  for (const value of [0, 500, ...borders])
    same('positionOf', innermost(ranges, value), found.positionOf(write(value)), write(value))
}
