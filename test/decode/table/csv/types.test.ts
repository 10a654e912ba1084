/** What fields mean that aren't text: numbers, booleans, and what `infer` makes of a column. @module */

import { describe, expect, test } from 'vitest'
import { recordsOf, saidOf } from '../../../support/csv-texts.ts'

const valuesOf = async (fields: readonly string[], types: object, more = {}) =>
  (
    await recordsOf(`n,v\n${fields.map((field, at) => `${at},${field}\n`).join('')}`, {
      types: types as never,
      ...more,
    })
  ).map(({ v }) => v)

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['-0', -0],
    ['42', 42],
    ['-1.5', -1.5],
    ['+1.5', 1.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['5.', 5],
    ['007', 7],
    ['-000.250', -0.25],
    ['000', 0],
    ['1e3', 1000],
    ['1.E+2', 100],
    ['2.5e-3', 0.0025],
    ['12345678901234567890', Number('12345678901234567890')],
    ['0.1234567890123456789012345678901234567890', 0.12345678901234568],
    ['  12\t', 12],
    ['"13"', 13],
    ['" 14 "', 14],
    ['', null],
    ['""', null],
    ['  ', null],
    ['1e999', Number.POSITIVE_INFINITY],
  ])('%s', async (field, value) => {
    for (const size of [1, 3, 1000])
      expect(await valuesOf([field], { v: 'number' }, { size })).toEqual([value])
  })

  test.each([
    'x',
    '1x',
    '1 2',
    '1.2.3',
    '--1',
    '+-1',
    '-',
    '+',
    '.',
    'e5',
    '1e',
    '1e+',
    '0x10',
    'NaN',
    'Infinity',
    '1_000',
    '"1,000"',
    '"1"" 2"',
    '１',
    'null',
  ])('%s is none', async (field) => {
    const said = 'The field `v` is not a number (byte 6, record 1)'
    for (const size of [1, 3, 1000])
      expect(await saidOf(`n,v\n1,${field}\n`, { types: { v: 'number' }, size })).toBe(said)
  })

  test('may be as long as a kilobyte', async () => {
    const long = `0.${'0'.repeat(1000)}1`
    expect(await valuesOf([long], { v: 'number' })).toEqual([0])
    expect(await saidOf(`v\n${'0'.repeat(2000)}\n`, { types: { v: 'number' } })).toContain('not a number')
  })

  test('may have a comma before their decimals', async () => {
    const how = { separator: ';', decimal: ',', types: { v: 'number' } } as const
    expect(await recordsOf('n;v\n1;2,5\n2;-,5\n', how)).toEqual([
      { n: '1', v: 2.5 },
      { n: '2', v: -0.5 },
    ])
    expect(await saidOf('n;v\n1;2.5\n', how)).toContain('not a number')
  })
})

describe('booleans', () => {
  test('have many words, in any case', async () => {
    const yes = ['true', 'TRUE', 'True', 't', 'T', 'yes', 'Y', '1', '"true"', ' true ']
    expect(await valuesOf(yes, { v: 'boolean' })).toEqual(yes.map(() => true))
    const no = ['false', 'FALSE', 'False', 'f', 'F', 'No', 'n', '0', '"0"']
    expect(await valuesOf(no, { v: 'boolean' })).toEqual(no.map(() => false))
    expect(await valuesOf(['', '""'], { v: 'boolean' })).toEqual([null, null])
  })

  test.each(['2', 'tru', 'truee', 'yess', 'on', 'null', 'falsehood'])('%s is none', async (field) => {
    const said = await saidOf(`n,v\n1,${field}\n`, { types: { v: 'boolean' } })
    expect(said).toBe('The field `v` is not a boolean (byte 6, record 1)')
  })
})

describe('inferred types', () => {
  const inferred = async (...fields: string[]) => await valuesOf(fields, 'infer' as never)

  test('are those of the whole column', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => String(at))
    expect(await inferred(...many)).toEqual(many.map(Number))
    expect(await inferred(...many, 'none')).toEqual([...many, 'none'])
  })

  test.each<[string, string[], unknown[]]>([
    ['numbers and nothing', ['1', '', '-2.50', '0', '0.5'], [1, null, -2.5, 0, 0.5]],
    ['true and false', ['true', 'FALSE', ''], [true, false, null]],
    ['zeros in front', ['01', '2'], ['01', '2']],
    ['a plus', ['+1', '2'], ['+1', '2']],
    ['an exponent', ['1e5', '2'], ['1e5', '2']],
    ['a point without digits', ['1.', '.2'], ['1.', '.2']],
    ['a blank', [' 1', '2'], [' 1', '2']],
    ['15 digits', ['123456789012345', '-999999999999999.25'], [123456789012345, -999999999999999.25]],
    ['16 digits', ['1234567890123456', '2'], ['1234567890123456', '2']],
    ['numbers and booleans', ['1', 'true'], ['1', 'true']],
    ['no value at all', ['', ''], ['', '']],
    ['quotes around all', ['"1"', '"2"'], [1, 2]],
    ['a quote in a value', ['"1"""', '2'], ['1"', '2']],
    ['a long text', ['x'.repeat(5000), '2'], ['x'.repeat(5000), '2']],
  ])('%s', async (_, fields, values) => {
    expect(await inferred(...fields)).toEqual(values)
  })

  test('are the same in pieces of every size', async () => {
    const document = 'a,b,c,d\r\n1,true,01,"x\n"\r\n-2.5,false,2,3\r\n,,3,4\r\n'
    const whole = await recordsOf(document, { types: 'infer' })
    expect(whole[1]).toEqual({ a: -2.5, b: false, c: '2', d: '3' })
    for (let size = 1; size < document.length; size++)
      expect(await recordsOf(document, { types: 'infer', size })).toEqual(whole)
  })
})
