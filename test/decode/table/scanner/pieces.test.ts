/** A document may be cut anywhere; entries may be larger than any piece. @module */

import { describe, expect, test } from 'vitest'
import { entriesOf, offsetIn, partsOf, refusalOf } from '../../../support/built-tables.ts'

const DOCUMENT =
  '\ufeff { "a\\u0062" : [ -1.5e+3 , true , false , null , "\\ud83d\\ude00" ] ,\r\n"é😀" : { "x" : { } , "y" : 0 } , "n":12 }\n'
const LINES = '\ufeff\n{"id":"ä","v":[1.25,{}]}\r\n\r\n{"v":null,"id":-12}\n'

describe.each([
  ['an object', DOCUMENT, {}],
  ['lines', LINES, { key: 'id' }],
  ['an array', `[${LINES.trim().replace(/\n+/, ',').replace(/\r/g, '')}]`, { key: 'id' }],
])('%s', (_, document, options) => {
  test('means the same in pieces of every size', async () => {
    const whole = await entriesOf(document, options)
    expect(whole.length).toBeGreaterThan(1)
    for (let size = 1; size <= Buffer.byteLength(document); size++) {
      expect(await entriesOf(document, { ...options, size })).toEqual(whole)
    }
  })

  test('means the same with stale bytes of an older one behind each cut', async () => {
    const whole = await entriesOf(document, options)
    for (const stale of ['9', '"', 'e9', '\\', '}', ' ']) {
      await entriesOf(`{"k":"${'x'.repeat(300)}","l":[${Array(300).fill(JSON.stringify(stale)).join()}]}`)
      for (const size of [1, 13, 31]) expect(await entriesOf(document, { ...options, size })).toEqual(whole)
    }
  })
})

test('an entry may be larger than a piece, many times', async () => {
  const large = 'x'.repeat(3_000_000)
  const value = { small: 1, large: { list: [large, 'é', { large }] }, after: [2] }
  for (const size of [100_000, 300_000, 7_000_000]) {
    expect(Object.fromEntries(await entriesOf(JSON.stringify(value), { size }))).toEqual(value)
  }
})

test('a large entry in small pieces is not scanned again for each of them', async () => {
  const value = { list: Array(200_000).fill('x') }
  // Beginning anew for each piece would mean half a million bytes 40,000 times.
  expect(Object.fromEntries(await entriesOf(JSON.stringify(value), { size: 20 }))).toEqual(value)
})

test('blanks are not kept: a million in small pieces take no time', async () => {
  const blanks = ' '.repeat(1_000_000)
  expect(await entriesOf(`${blanks}{${blanks}"a":1${blanks}}${blanks}`, { size: 50 })).toEqual([['a', 1]])
})

describe('F33: nesting', () => {
  const nested = (levels: number, inner = '') =>
    `{"k":${'[{"a":'.repeat(levels / 2)}${inner || '1'}${'}]'.repeat(levels / 2)}}`

  test('may be 65536 levels deep', async () => {
    expect((await partsOf(nested(65_536))).size).toBe(1)
    expect((await partsOf(nested(65_536), { size: 1000 })).size).toBe(1)
  })

  test('is refused from there on', async () => {
    const refusal = await refusalOf(nested(65_536, '[]'))
    expect(refusal.message).toContain('nests more than 65536 levels deep')
    expect(offsetIn(refusal)).toBe(5 + (65_536 / 2) * 6)
  })

  test('remembers each bracket', async () => {
    const levels = 300
    for (let at = 0; at < levels; at += 7) {
      const opened = Array.from({ length: levels }, (_, i) => ((i * 7919) % 3 ? '[' : '{"a":'))
      const closed = opened.toReversed().map((bracket) => (bracket === '[' ? ']' : '}'))
      expect((await partsOf(`{"k":${opened.join('')}0${closed.join('')}}`)).size).toBe(1)
      closed[at] = closed[at] === ']' ? '}' : ']'
      const document = `{"k":${opened.join('')}0${closed.join('')}}`
      expect(offsetIn(await refusalOf(document))).toBe(document.length - 1 - levels + at)
    }
  })
})
