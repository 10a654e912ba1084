/** Generates texts of JSON values that have one shape, in every spelling that JSON allows. @module */

import fc from 'fast-check'

/** Draws a shape, and texts of it. */
export const textsOfOneShape = (keyOf: (row: number) => string): fc.Arbitrary<string[]> =>
  shapes.chain((shape) =>
    fc
      .integer({ min: 1, max: 12 })
      .chain((rows) => fc.tuple(...Array.from({ length: rows }, (_, row) => textOf(shape, keyOf(row))))),
  )

type Shape =
  | { readonly kind: 'number' | 'boolean' | 'string' | 'key' | 'null' }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Shape])[] }

const isIndex = (name: string): boolean => String(Number(name) >>> 0) === name

/** Names that look like indices are left out: objects put them into an order of their own. */
const names = fc
  .oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('id', 'größe'),
  )
  .filter((name) => !isIndex(name) && name !== '__proto__')

const { shape: shapes } = fc.letrec<{ shape: Shape; leaf: Shape }>((tie) => ({
  leaf: fc.record({
    kind: fc.constantFrom('number', 'boolean', 'string', 'key', 'null'),
  }) as fc.Arbitrary<Shape>,
  shape: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'shape' },
    tie('leaf'),
    fc.record({ kind: fc.constant('list' as const), item: tie('shape') }),
    fc.record({
      kind: fc.constant('object' as const),
      fields: fc.uniqueArray(fc.tuple(names, tie('shape')), { maxLength: 5, selector: ([name]) => name }),
    }),
  ),
}))

const blanks = fc.constantFrom('', '', ' ', '\n', '\t\r\n   ')

const numbers = fc.oneof(
  fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,3})?$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom('0', '-0', '-0.0', '1e400', '-1e400', '5e-324', '9007199254740993', '0.1', '1.10', '-2.5'),
)

/** Draws texts whose characters stand as themselves where they may, or escaped. */
const strings = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text).slice(1, -1)),
      fc.stringMatching(/^\\u[0-9a-fA-F]{4}$/),
      fc.constantFrom('\\/', '\\n', '\\"', '\\\\', '\\ud83d\\ude00', '\\ude00\\ud83d', 'é', '😀', ''),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join('')}"`)

const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('')

const spelled = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(JSON.stringify(text), JSON.stringify(text), `"${escaped(text)}"`)

const orNull = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: fc.constant('null') })

function textOf(shape: Shape, key: string): fc.Arbitrary<string> {
  return fc.tuple(blanks, orNull(presentText(shape, key)), blanks).map((parts) => parts.join(''))
}

function presentText(shape: Shape, key: string): fc.Arbitrary<string> {
  switch (shape.kind) {
    case 'number':
      return numbers
    case 'string':
      return strings
    case 'boolean':
      return fc.constantFrom('true', 'false')
    case 'key':
      return spelled(key)
    case 'null':
      return fc.constant('null')
    case 'list':
      return fc
        .tuple(fc.array(textOf(shape.item, key), { maxLength: 3 }), blanks)
        .map(([items, blank]) => `[${items.join() || blank}]`)
    case 'object':
      return objectText(shape.fields, key)
  }
}

function objectText(fields: readonly (readonly [string, Shape])[], key: string): fc.Arbitrary<string> {
  const field = ([name, shape]: readonly [string, Shape]) =>
    fc
      .tuple(blanks, spelled(name), blanks, textOf(shape, key), fc.boolean())
      .map(([before, text, after, value, isThere]) => (isThere ? [`${before}${text}${after}:${value}`] : []))
  return fc
    .tuple(blanks, ...fields.map(field))
    .map(([blank, ...parts]) => `{${(parts as string[][]).flat().join() || blank}}`)
}
