/** What is a table and what isn't: as strict as `JSON.parse` over a fatal decoder of UTF-8. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, entriesOf, refusalOf } from '../../../support/built-tables.ts'

const VALUES = [
  ...['0', '-0', '7', '-7', '10', '1.5', '-0.0', '1e5', '1E+5', '1e-05', '0.1e1', '12345678901234567890.5'],
  ...[
    'true',
    'false',
    'null',
    '""',
    '"a"',
    '"\\u0041"',
    '"\\ud800"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"é€😀"',
  ],
  ...[
    '[]',
    '{}',
    '[[]]',
    '[{}]',
    '[1,2]',
    '{"a":{"b":[]}}',
    ' 1 ',
    '\t[ 1 , 2 ]\r\n',
    '{ "a" : 1 , "b" : 2 }',
  ],
  ...['"\x7f"', '"\u2028"', `"${'x'.repeat(100)}"`, '1'.repeat(40), '{"a":1,"a":2}', '{"__proto__":1}'],
]

const NO_VALUES = [
  ...[
    '',
    '01',
    '-',
    '-a',
    '+1',
    '1.',
    '.5',
    '1.e5',
    '1e',
    '1e+',
    '0x1',
    '1_0',
    'Infinity',
    'NaN',
    '--1',
    '1.2.3',
  ],
  ...[
    'tru',
    'True',
    'trueish',
    'fals',
    'nul',
    'nulll',
    'undefined',
    "'a'",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\\u12g4"',
  ],
  ...[
    '"\n"',
    '"\t"',
    '"\0"',
    '"\x1f"',
    '[',
    ']',
    '[1',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
  ],
  ...[
    '{a:1}',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '{"a":1]',
    '{,}',
    '1,',
    '1 1',
    '// a\n1',
    '1 /* a */',
    '\f1',
    '\u00a01',
    '\ufeff1',
  ],
]

const DOCUMENTS = [
  ...['{}', ' {} ', '\n{\n}\n', '{"a":1}', '{ "a" : 1 }', '{"a":1,"b":2}', '\ufeff{"a":1}', '\ufeff {}'],
  ...[
    '',
    ' ',
    '\ufeff',
    '\ufeff\ufeff{}',
    ' \ufeff{}',
    '{',
    '}',
    '{}}',
    '{}{}',
    '{},',
    '{}\0',
    '\0{}',
    '{"a":1,}',
    '{,"a":1}',
  ],
  ...[
    '{"a":1 "b":2}',
    '{"a":1,,"b":2}',
    '{"a"}',
    '{"a":1',
    '{"a":1]',
    '[]',
    '1',
    '"a"',
    'null',
    '{"a":1}\n{"b":2}',
  ],
]

/** What the language itself makes of a document, if that is an object. */
function parsed(document: string | Uint8Array): object | undefined {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(document)))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Sorts entries, since objects put keys like `1` first, and tables don't. */
const sorted = (entries: [unknown, unknown][]) =>
  entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))

async function agrees(document: string | Uint8Array, size?: number): Promise<void> {
  const expected = parsed(document)
  const cut = size === undefined ? {} : { size }
  if (expected === undefined) {
    expect(await refusalOf(document, cut)).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  } else expect(sorted(await entriesOf(document, cut))).toEqual(sorted(Object.entries(expected)))
}

describe.each([undefined, 1, 2, 7])('in pieces of %s bytes', (size) => {
  test.each([...VALUES, ...NO_VALUES])('%j is a value or none', async (value) => {
    await agrees(`{"k":${value},"after":1}`, size)
    await agrees(`{"k":[{"a":${value}}]}`, size)
  })

  test.each(DOCUMENTS)('%j is a document or none', (document) => agrees(document, size))
})

test('reads what `JSON.stringify` writes', () =>
  fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ unit: 'binary', maxLength: 40 }), fc.jsonValue(), {
        maxKeys: 30,
        noNullPrototype: true,
      }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 1, '\t'),
      (value, size, indent) => agrees(JSON.stringify(value, null, indent), size),
    ),
    { numRuns: 100 },
  ))

test('agrees about documents with a byte that is another, too many or missing', () =>
  fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ maxLength: 40 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 4 }),
      fc.nat(),
      fc.nat(2),
      fc.oneof(fc.constantFrom(...Buffer.from('"\\{}[],:0e.-+tfn \n\0')), fc.nat(255)),
      fc.integer({ min: 1, max: 40 }),
      (value, where, what, byte, size) => {
        const bytes = [...Buffer.from(JSON.stringify(value))]
        bytes.splice(where % bytes.length, what === 0 ? 0 : 1, ...(what === 1 ? [] : [byte]))
        return agrees(Uint8Array.from(bytes), size)
      },
    ),
    { numRuns: 1000 },
  ))
