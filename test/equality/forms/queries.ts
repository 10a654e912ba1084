/** Questions by a field, beside filters over plain arrays: with a look at all rows, and by an index. @module */

import { builtTable } from '../../../src/decode/table/job.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { equal, same } from '../compare/difference.ts'
import type { Form } from './form.ts'

const bytesOf = (text: string): Buffer => Buffer.from(text)
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

const sorted = (values: readonly unknown[], isThere: (value: unknown) => boolean): number[] =>
  Array.from(values.keys())
    .filter((row) => isThere(values[row]))
    .sort((a, b) => compare(values[a], values[b]) || a - b)

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' ? a - Number(b) : Buffer.compare(bytesOf(String(a)), bytesOf(String(b)))

export const asQueries: Form = async ({ rows, random, cut }) => {
  const all = rows.map(({ value }) => value)
  const kept = all.filter((value) => typeof value !== 'string' || isWellFormed(value))
  const drawn = random.chance(0.5) ? kept : kept.map(() => random.pick([-1.5, 0, 2, 1e9, 3, -0]))
  const values =
    drawn === kept && random.chance(0.5)
      ? kept.map(() => random.pick(['', 'a', 'ab', 'b', '\uffff', '\u{1f600}', 'é']))
      : drawn
  const path = ['v']
  const indexes = random.chance(0.5)
    ? (['equal', 'range', 'prefix'] as const).map((kind) => ({ kind, path }))
    : []
  const { parts } = await builtTable(
    { isByPosition: true, mayBeNothing: true, indexes, columns: random.chance(0.7) ? undefined : false },
    { sizeHint: 0, pieces: cut(`[${values.map((v) => `{"v":${textOf(v)}}`).join(',')}]`) },
  )
  const table = openRows<{ v: unknown }>(parts)
  const asked = table.where('v')
  for (const value of [...new Set(values.slice(0, 6)), null, 0, 'a', true]) {
    if (typeof value === 'object' && value !== null) continue
    const expected = Array.from(values.keys()).filter((row) => values[row] === value)
    const found = asked.is(value)
    equal('the size of is', expected.length, found.size, value)
    same('the rows of is', expected, [...found.rows()], value)
    if (typeof value === 'number') {
      const from = sorted(values, (other) => typeof other === 'number' && other >= value)
      same('the rows of from', from, [...asked.from(value).rows()], value)
      const below = sorted(values, (other) => typeof other === 'number' && other < value)
      same('the rows of below', below, [...asked.below(value).rows()], value)
    }
    if (typeof value === 'string') {
      const start = value.slice(0, 1)
      if (!isWellFormed(start)) continue
      const begun = sorted(values, (other) => typeof other === 'string' && other.startsWith(start))
      same('the rows of startsWith', begun, [...asked.startsWith(start).rows()], start)
      const from = sorted(values, (other) => typeof other === 'string' && compare(other, value) >= 0)
      same('the rows of from', from, [...asked.from(value).rows()], value)
    }
  }
}

/** JSON.stringify knows neither -0 nor what is beyond the largest double. */
function textOf(value: unknown): string {
  if (value === Number.POSITIVE_INFINITY) return '1e999'
  if (value === Number.NEGATIVE_INFINITY) return '-1e999'
  return Object.is(value, -0) ? '-0' : JSON.stringify(value)
}
