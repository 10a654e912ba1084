/** Each column in the narrowest form that has room for its values. @module */

import { expect, it } from 'vitest'
import { columnsOf, nodeAt } from '../../../../support/columns.ts'

const records = (texts: readonly string[]): string[] => texts.map((text) => `{"v":${text}}`)

it.each([
  ['u8', ['0', '255'], Uint8Array],
  ['i8', ['-128', '127'], Int8Array],
  ['u16', ['0', '256', '65535'], Uint16Array],
  ['i16 for what u8 lacks the sign', ['-1', '128'], Int16Array],
  ['i16', ['-32768', '32767'], Int16Array],
  ['u32', ['65536', '4294967295'], Uint32Array],
  ['i32 for what u16 lacks the sign', ['-1', '32768'], Int32Array],
  ['i32', ['-2147483648', '2147483647'], Int32Array],
  ['f64 above u32', ['4294967296'], Float64Array],
  ['f64 below i32', ['-2147483649'], Float64Array],
  ['f64 for a sign and more than i32', ['-1', '2147483648'], Float64Array],
  ['f64 for -0', ['-0'], Float64Array],
  ['f64 for what underflows to -0', ['-1e-400'], Float64Array],
  ['f64 for what overflows', ['1e999', '1'], Float64Array],
  ['f64 for many decimals', ['0.1234567891234'], Float64Array],
  ['u8 for exponents of whole numbers', ['1e2', '2.5E1', '0e99'], Uint8Array],
])('keeps whole numbers and others as %s', async (_form, texts, Type) => {
  const { root, read } = await columnsOf(records(texts))
  const node = nodeAt(root, 'v')
  expect(node).toMatchObject({ kind: 'number', values: expect.any(Type) })
  expect(node).not.toHaveProperty('divisor')
  expect(texts.map((_, row) => read(row))).toStrictEqual(texts.map((v) => ({ v: JSON.parse(v) })))
})

it.each([
  ['u8', ['2.5', '0.1'], 10, Uint8Array],
  ['i8', ['-1.28', '1.27'], 100, Int8Array],
  ['u16', ['655.35', '0'], 100, Uint16Array],
  ['i32', ['-123456.789'], 1000, Int32Array],
  ['u32', ['4.294967295'], 1e9, Uint32Array],
  ['u8 in spite of zeros at the end', ['1.50', '0.10'], 10, Uint8Array],
  ['u16 by an exponent', ['125e-2', '1e-3'], 1000, Uint16Array],
])('keeps decimals as %s', async (_form, texts, divisor, Type) => {
  const { root, read } = await columnsOf(records(texts))
  expect(nodeAt(root, 'v')).toMatchObject({ kind: 'number', divisor, values: expect.any(Type) })
  expect(texts.map((_, row) => read(row))).toStrictEqual(texts.map((v) => ({ v: JSON.parse(v) })))
})

it('keeps decimals that 32 bits have no room for as they are', async () => {
  const { root } = await columnsOf(records(['42949672.96', '0.01']))
  expect(nodeAt(root, 'v')).toMatchObject({ values: expect.any(Float64Array) })
})

it.each([
  [256, Uint8Array],
  [257, Uint16Array],
  [65_536, Uint16Array],
  [65_537, Uint32Array],
])('has codes for %i texts', async (count, Type) => {
  const texts = Array.from({ length: count }, (_, i) => `"text ${i}"`)
  const { root, read } = await columnsOf([...texts, '"text 0"'], 3)
  expect(root).toMatchObject({ kind: 'string', codes: expect.any(Type), ascii: true })
  expect(read(count - 1)).toBe(`text ${count - 1}`)
  expect(read(count)).toBe('text 0')
  expect((root as { offsets: Uint32Array }).offsets).toHaveLength(count + 1)
})

it('says whether texts are ASCII', async () => {
  expect((await columnsOf(['"\\u00e9"'])).root).toMatchObject({ ascii: false })
  expect((await columnsOf(['"\\u007f"'])).root).toMatchObject({ ascii: true })
})

it('has a bit for each boolean', async () => {
  const texts = Array.from({ length: 20_001 }, (_, i) => String(i % 3 === 0))
  const { root, read } = await columnsOf(texts)
  expect((root as { bits: Uint8Array }).bits).toHaveLength(2501)
  expect(texts.map((_, row) => String(read(row)))).toStrictEqual(texts)
})

it('has no offsets of lists that are equally long', async () => {
  expect((await columnsOf(['[1,2]', '[3,4]'])).root).toMatchObject({ offsets: 2 })
  expect((await columnsOf(['[]', '[]'])).root).toMatchObject({ offsets: 0 })
  const uneven = (await columnsOf(['[1,2]', '[]', '[3]'])).root
  expect(uneven).toMatchObject({ offsets: Uint32Array.of(0, 2, 2, 3) })
  expect((await columnsOf(['[1]', 'null'])).root).toMatchObject({ offsets: Uint32Array.of(0, 1, 1) })
})

it('says what is absent only where something is', async () => {
  const { root } = await columnsOf([
    '{"a":1,"b":1,"c":null}',
    '{"a":2,"b":null,"c":null}',
    '{"a":3,"c":null}',
  ])
  expect(nodeAt(root, 'a')).not.toHaveProperty('absent')
  expect(nodeAt(root, 'b')).toMatchObject({ absent: Uint8Array.of(0, 1, 2) })
  expect(nodeAt(root, 'c')).toStrictEqual({ kind: 'null' })
})

it('marks no field of an object that is absent itself', async () => {
  const { root } = await columnsOf(['{"o":{"a":500}}', '{"o":null}', '{}'])
  expect(nodeAt(root, 'o')).toMatchObject({ absent: Uint8Array.of(0, 1, 2) })
  expect(nodeAt(root, 'o', 'a')).toStrictEqual({ kind: 'number', values: Uint16Array.of(500, 0, 0) })
})

it('drops a column that no record has', async () => {
  const { root } = await columnsOf(['{"a":{"b":1}}', '{}'], 1)
  expect(nodeAt(root, 'a', 'b')).toBeDefined()
  const objects = await columnsOf(['{"o":{"a":1}}', '{"o":{}}', '{"o":null}'], 3)
  expect(nodeAt(objects.root, 'o', 'a')).toMatchObject({ absent: Uint8Array.of(0, 2, 0) })
})

it('puts every column into shared memory of exactly its size', async () => {
  const { root } = await columnsOf(['{"n":1,"s":"x","l":[1],"b":true}', '{"n":null,"l":[],"b":true}'])
  const views = (part: unknown): ArrayBufferView[] => {
    if (ArrayBuffer.isView(part)) return [part]
    return typeof part === 'object' && part !== null ? Object.values(part).flatMap(views) : []
  }
  expect(views(root).length).toBeGreaterThan(7)
  for (const { buffer, byteLength } of views(root)) {
    expect(buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(buffer.byteLength).toBe(byteLength)
  }
})
