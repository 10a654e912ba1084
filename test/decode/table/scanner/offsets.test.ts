/** A refusal names the first byte that nothing before it allows, whatever follows. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cut, offsetIn, refusalOf } from '../../../support/built-tables.ts'

/** The mark stands before the first bad byte. */
const MARK = '^'

const BAD = [
  ...['^x', '^[]', '{^a', '{"a"^,', '{"a":^}', '{"a":^+1}', '{"a":0^1}', '{"a":-^}', '{"a":-0^0}'],
  ...[
    '{"a":1.^}',
    '{"a":1e^}',
    '{"a":1e+^}',
    '{"a":t^x',
    '{"a":tru^}',
    '{"a":fals^}',
    '{"a":nul^"',
    '{"a":n^ope',
  ],
  ...['{"a":1 ^2}', '{"a":1,^}', '{"a":1}^x', '{"a":1} \n^{', '{"a":[1^}', '{"a":[^,', '{"a":{"b":1^]'],
  ...[
    '{"a":"^\n"}',
    '{"a":"\\^x"}',
    '{"a":"\\u12^g4"}',
    '{"a":"\\u^"}',
    '{"a\\^q":1}',
    '{"a^\t":1}',
    '{"a":{"b^\0":1}}',
  ],
] as const

function marked(text: string): { document: string; offset: number } {
  return { document: text.replace(MARK, ''), offset: Buffer.from(text).indexOf(MARK) }
}

async function offsetOf(document: string | Uint8Array, cut?: Cut): Promise<number> {
  return offsetIn(await refusalOf(document, cut))
}

describe.each([undefined, 1, 3])('in pieces of %s bytes', (size) => {
  const cut = size === undefined ? {} : { size }

  test.each(BAD)('%j is wrong at the mark', async (text) => {
    const { document, offset } = marked(text)
    expect(await offsetOf(document, cut)).toBe(offset)
    expect(await offsetOf(`${document}, and more`, cut)).toBe(offset)
  })

  test.each([
    [[0x80], 0],
    [[0xc1, 0x80], 0],
    [[0xc3, 0x28], 1],
    [[0xe0, 0x9f, 0x80], 1],
    [[0xed, 0xa0, 0x80], 1],
    [[0xe2, 0x82, 0x22], 2],
    [[0xf0, 0x8f, 0x80, 0x80], 1],
    [[0xf4, 0x90, 0x80, 0x80], 1],
    [[0xf0, 0x9f, 0x98, 0x22], 3],
    [[0xf5, 0x80, 0x80, 0x80], 0],
  ])('bytes %j are no UTF-8 from their byte %i on', async (bytes, offset) => {
    const refusal = await refusalOf(
      Uint8Array.from([...Buffer.from('{"k":"'), ...bytes, ...Buffer.from('"}')]),
      cut,
    )
    expect(offsetIn(refusal)).toBe(6 + offset)
    expect(refusal.message).toMatch(/^The payload is not valid UTF-8 \(byte \d+, record 1\)$/)
  })

  test.each([
    '',
    '{',
    '{"a',
    '{"a":',
    '{"a":tr',
    '{"a":"\\u00',
    '{"a":-',
    '{"a":[1',
    '{"a":{"b":1,',
    '{"é":"€',
  ])('%j ends too early', async (document) => {
    expect((await refusalOf(document, cut)).message).toBe(
      `The payload ends before it is complete (byte ${Buffer.byteLength(document)}, record 1)`,
    )
  })
})

test('counts records from 1, and bytes from the very first, a byte order mark included', async () => {
  const { message } = await refusalOf('\ufeff{"a":1,"b":2,"c":!}')
  expect(message).toBe('The payload is not valid JSON (byte 20, record 3)')
})

test('is the same place, wherever the payload is cut and whatever stands behind', () =>
  fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ maxLength: 40 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 4 }),
      fc.nat(),
      fc.constantFrom(...Buffer.from('"\\{}[],:0e.-+tfn\0'), 0x80, 0xc3, 0xff),
      fc.integer({ min: 1, max: 20 }),
      fc.uint8Array({ maxLength: 20 }),
      async (value, where, byte, size, behind) => {
        const bytes = Buffer.from(JSON.stringify(value))
        bytes[where % bytes.length] = byte
        const refusal = await refusalOf(bytes).catch(() => undefined)
        if (refusal === undefined) return
        const offset = offsetIn(refusal)
        expect(await offsetOf(bytes, { size })).toBe(offset)
        // The bytes before it are the beginning of a good document, or the whole of one.
        const before = await refusalOf(bytes.subarray(0, offset)).catch(() => undefined)
        if (before !== undefined) expect(offsetIn(before)).toBe(offset)
        if (offset === bytes.length) return
        expect(await offsetOf(Buffer.concat([bytes.subarray(0, offset + 1), behind]), { size })).toBe(offset)
      },
    ),
    { numRuns: 500 },
  ))

test('tells nothing of the payload', async () => {
  const refusal = await refusalOf('{"secret":"hush","more":hush}')
  expect(`${refusal.message}${refusal.stack}`).not.toMatch(/hush|secret|more/)
})
