/** Records and questions for tests of queries, and what a filter over the records answers. @module */

import fc from 'fast-check'

export type Fields = Readonly<Record<string, unknown>>

/** Few values, so that many are equal; with those at the borders of each form of numbers, and texts whose order is easily mistaken. */
const NUMBERS = [0, -0, 1, -1, 2, 10, 127, 128, -128, 255, 256, 65_535, 65_536, -32_769, 0.1, 0.25, 1.5, 2 ** 31, 2 ** 32, -(2 ** 31), 1e21, 5e-324, 2 ** 53] // biome-ignore format: one line
const TEXTS = ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'b', 'a\0', 'a\0\0b', 'é', 'z', '\ud800', '\ud800a', '\udc00', '\ue000', '\uffff', '😀', '😀a', '😁', '"\\\n', 'Berlin', 'Bern', 'B'] // biome-ignore format: one line

export const aNumber = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
export const aText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 6 }))
const aList = fc.array(fc.constantFrom(1, 'a'), { maxLength: 2 })

/** What a field may have in a document; each kind makes a column of its own. */
const VALUES = {
  number: fc.constantFrom(...NUMBERS),
  double: aNumber,
  small: fc.nat(300),
  whole: fc.integer({ min: -70_000, max: 70_000 }),
  price: fc.nat(99_999).map((cents) => cents / 100),
  text: aText,
  word: fc.constantFrom(...TEXTS),
  boolean: fc.boolean(),
  list: aList,
  mixed: fc.oneof(aNumber, aText, fc.boolean(), aList),
} as const

/** Records with a field `v`, and one within an object, which may be missing, `null`, or lack it; all of one kind. */
export const someRecords: fc.Arbitrary<readonly Fields[]> = fc
  .constantFrom(...Object.values(VALUES))
  .chain((value: fc.Arbitrary<unknown>) => {
    const sparse = fc.option(value, { nil: undefined, freq: 5 })
    const nullable = fc.oneof({ weight: 5, arbitrary: sparse }, { weight: 1, arbitrary: fc.constant(null) })
    const field = fc.constantFrom(value, sparse, nullable)
    return fc
      .tuple(field, field)
      .chain(([v, w]) =>
        fc.array(fc.record({ v, o: fc.option(fc.record({ w }), { nil: null, freq: 5 }) }), { maxLength: 60 }),
      )
  })
  .map((rows) => rows.map((row, i) => ({ id: `k${i}`, ...row })))

export type Ask =
  | { readonly is: unknown }
  | { readonly startsWith: string }
  | { readonly from?: number | string; readonly above?: number | string; readonly to?: number | string; readonly below?: number | string } // biome-ignore format: one line

const lower = fc.constantFrom('from', 'above')
const upper = fc.constantFrom('to', 'below')

const between = (value: fc.Arbitrary<number | string>): fc.Arbitrary<Ask> =>
  fc.oneof(
    fc.tuple(lower, value).map(([name, low]) => ({ [name]: low })),
    fc.tuple(upper, value).map(([name, high]) => ({ [name]: high })),
    fc.tuple(lower, value, upper, value).map(([low, a, high, b]) => ({ [low]: a, [high]: b })),
  )

export const anAsk: fc.Arbitrary<Ask> = fc.oneof(
  fc.oneof(aNumber, aText, fc.boolean(), fc.constantFrom(null, undefined)).map((is) => ({ is })),
  aText.map((startsWith) => ({ startsWith })),
  between(fc.oneof(aNumber, fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY))),
  between(aText),
)

/** The places of the records that answer, in the order in which they come. */
export function expectedRows(records: readonly Fields[], path: readonly string[], ask: Ask): number[] {
  const values = records.map((record) => valueAt(record, path))
  const rows = values.flatMap((value, row) => (answers(value, ask) ? [row] : []))
  if ('is' in ask) return rows
  return rows.sort((a, b) => order(values[a], values[b]) || a - b)
}

function valueAt(record: unknown, path: readonly string[]): unknown {
  let value = record
  for (const name of path) value = (value as Fields | null | undefined)?.[name]
  return value
}

function answers(value: unknown, ask: Ask): boolean {
  if ('is' in ask) return value === ask.is
  if ('startsWith' in ask) {
    if (typeof value !== 'string') return false
    const [all, first] = [[...value], [...ask.startsWith]]
    return first.every((point, i) => point === all[i])
  }
  const { from, above, to, below } = ask
  const bounds = [from, above, to, below].filter((bound) => bound !== undefined)
  if (!bounds.every((bound) => typeof bound === typeof value)) return false
  return (
    (from === undefined || order(value, from) >= 0) &&
    (above === undefined || order(value, above) > 0) &&
    (to === undefined || order(value, to) <= 0) &&
    (below === undefined || order(value, below) < 0)
  )
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a < b ? -1 : 1
  const [left, right] = [pointsOf(a as string), pointsOf(b as string)]
  const i = left.findIndex((point, at) => point !== right[at])
  if (i < 0) return left.length - right.length
  return i >= right.length ? 1 : (left[i] as number) - (right[i] as number)
}

const pointsOf = (text: string): number[] => Array.from(text, (point) => point.codePointAt(0) as number)

/** JSON of the records, `-0` included, whose fields that are `undefined` are left out. */
export const jsonOf = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(jsonOf).join()}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .filter(([, held]) => held !== undefined)
          .map(([name, held]) => `${JSON.stringify(name)}:${jsonOf(held)}`)
          .join()}}`
      : Object.is(value, -0)
        ? '-0'
        : JSON.stringify(value)
