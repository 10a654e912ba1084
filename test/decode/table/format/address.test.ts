/** Addresses as numbers, beside what Node.js takes for addresses. @module */

import { isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressWords, readAddress } from '../../../../src/decode/table/format/address.ts'

/** As its number, with `v4:` in front for IPv4. */
function numberOf(text: string): string {
  const width = readAddress(text)
  if (width === 0) return 'none'
  const words = [...addressWords.subarray(0, width)]
  const number = words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)
  return `${width === 1 ? 'v4:' : ''}${number.toString(16)}`
}

test.each([
  ['0.0.0.0', 'v4:0'],
  ['255.255.255.255', 'v4:ffffffff'],
  ['192.0.2.1', 'v4:c0000201'],
  ['::', '0'],
  ['::1', '1'],
  ['1::', '10000000000000000000000000000'],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'f'.repeat(32)],
  ['2001:db8::A', '20010db800000000000000000000000a'],
  ['2001:0db8:0000:0000:0000:0000:0000:000a', '20010db800000000000000000000000a'],
  ['1:2:3:4:5:6:7::', '10002000300040005000600070000'],
  ['::2:3:4:5:6:7:8', '2000300040005000600070008'],
  ['1:2:3:4:5:6:1.2.3.4', '10002000300040005000601020304'],
  ['64:ff9b::192.0.2.33', '64ff9b0000000000000000c0000221'],
  ['::ffff:192.0.2.1', 'v4:c0000201'],
  ['::FFFF:c000:201', 'v4:c0000201'],
  ['0:0:0:0:0:ffff:0:0', 'v4:0'],
  ['::192.0.2.1', 'c0000201'],
])('%s is %s', (text, number) => {
  expect(numberOf(text)).toBe(number.replace(/^(?!v4:)0+(?=.)/, ''))
  expect(isIP(text)).toBeGreaterThan(0)
})

test.each([
  '',
  '1',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1.2.3.04',
  '1..2.3',
  '1.2.3.4 ',
  ' 1.2.3.4',
  '1.2.3.',
  '1.2.3.4444',
  ':',
  ':::',
  '1:',
  ':1',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '12345::',
  'g::',
  '::1.2.3',
  '::1.2.3.4:5',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::1.2.3.4.5',
  '1.2.3.4::',
  '::%eth0',
  '::1/128',
])('%j is no address', (text) => {
  expect(readAddress(text)).toBe(0)
  expect(isIP(text.replace('%eth0', '%'))).toBe(0)
})

const piece = fc.constantFrom(
  '0',
  '00',
  '1',
  'ffff',
  'Ab',
  '12345',
  ':',
  '::',
  '.',
  '255',
  '256',
  '1.2.3.4',
  ' ',
)

test('whatever text it is, it is an address where Node.js says so', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6(),
        fc.array(piece, { maxLength: 18 }).map((all) => all.join('')),
      ),
      (text) => {
        expect(readAddress(text) > 0).toBe(isIP(text) > 0)
      },
    ),
    { numRuns: 3000 },
  ))

test('every way to write an address of IPv6 is the same address', () =>
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), fc.nat(0xff), (number, zeros) => {
      const hex = number.toString(16).padStart(32, '0')
      const groups = (hex.match(/.{4}/g) ?? []).map((group, at) => ((zeros >> at) & 1 ? '0000' : group))
      const whole = groups.join(':')
      const short = new URL(`http://[${whole}]/`).hostname.slice(1, -1)
      const upper = groups.map((group) => group.replace(/^0+(?=.)/, '').toUpperCase()).join(':')
      expect([short, upper].map(numberOf)).toEqual([numberOf(whole), numberOf(whole)])
    }),
    { numRuns: 500 },
  ))
