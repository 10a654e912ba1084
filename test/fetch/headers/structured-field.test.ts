/** Structured fields: every legal form is walked through, and what is none counts as absent. @module */

import { describe, expect, it } from 'vitest'
import { byteSequences } from '../../../src/fetch/headers/structured-field.ts'

const textsOf = (field: string | string[]) =>
  Object.fromEntries([...byteSequences(field)].map(([key, bytes]) => [key, bytes.toString('latin1')]))

describe('the byte sequences of a dictionary', () => {
  it.each<[string, string | string[], object]>([
    ['of one member', 'a=:YQ==:', { a: 'a' }],
    ['of several', 'a=:YQ==:,b=:Yg==: \t,\t c=:Yw==:', { a: 'a', b: 'b', c: 'c' }],
    ['of several lines', ['a=:YQ==:', 'b=:Yg==:'], { a: 'a', b: 'b' }],
    ['of keys of all kinds', '*=:YQ==:, a-b_c.d*9=:Yg==:', { '*': 'a', 'a-b_c.d*9': 'b' }],
    ['that is empty', 'a=::', { a: '' }],
    ['beside dates', 'x=@-1, a=:YQ==:;d=@1659578233, y=@0', { a: 'a' }],
    ['beside numbers', 'x=-999999999999999, a=:YQ==:;n=1.234;m=-0, y=123456789012.1', { a: 'a' }],
    ['beside texts', 'x="a\\"b\\\\c, d=:YQ==:", a=:YQ==:;t=":"', { a: 'a' }],
    ['beside tokens', "x=*/a:b!#$%&'*+-.^_`|~, a=:YQ==:;t=T", { a: 'a' }],
    ['beside booleans', 'x=?0, a=:YQ==:;t=?1, y', { a: 'a' }],
    ['beside texts of any script', 'x=%"f%c3%bc, !", a=:YQ==:', { a: 'a' }],
    ['beside lists', 'x=(), y=( ), z=( 1  "b, c";p=1 :YQ==: )  , a=:YQ==:', { a: 'a' }],
    ['beside lists with parameters', 'x=();p, z=( 1  "b, c";p=1 :YQ==: );q=?0, a=:YQ==:', { a: 'a' }],
    ['of which the last of a key holds', 'a=:YQ==:, a=:Yg==:', { a: 'b' }],
    ['of which the last of a key is none', 'a=:YQ==:, a=1', {}],
    ['without any', '', {}],
  ])('%s', (_, field, found) => {
    expect(textsOf(field)).toEqual(found)
  })

  it.each([
    'A=:YQ==:',
    'a=:YQ==',
    'a=:Y-Q=:',
    'a=:YQ==:,',
    ',a=:YQ==:',
    'a=:YQ==: b',
    'a=:YQ==:, b=',
    'a=:YQ==:, b="',
    'a=:YQ==:, b="\u00e9"',
    'a=:YQ==:, b="\\n"',
    'a=:YQ==:, b=(1 2',
    'a=:YQ==:, b=(1,2)',
    'a=:YQ==:, b=(1"x")',
    'a=:YQ==:, b=?2',
    'a=:YQ==:, b=1.',
    'a=:YQ==:, b=1.2345',
    'a=:YQ==:, b=1234567890123456',
    'a=:YQ==:, b=@1.5',
    'a=:YQ==:, b=%"%C3"',
    'a=:YQ==: ;p',
    'a=:YQ==:;P',
    'a= :YQ==:',
  ])('are none where it is malformed: %s', (field) => {
    expect(textsOf(field)).toEqual({})
  })

  it('are found in time, however the field is made', () => {
    for (const part of ['a=(', 'a;', 'a="\\"', 'a,', 'a=1;b=(', '((((', ' ']) textsOf(part.repeat(20_000))
    textsOf(`a=1${' '.repeat(200_000)}b`)
  })
})
