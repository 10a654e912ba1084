/** Numbers as JSON text, in every form that the grammar has. @module */

import type { Random } from '../random.ts'

const EDGES = [
  '0',
  '-0',
  '0.0',
  '-0.0',
  '-0e5',
  '0e0',
  '-0E-1',
  '1e400',
  '-1e400',
  '1e-400',
  '-1e-400',
  '5e-324',
  '2.5e-324',
  '2.4703282292062328e-324',
  '4.9e-324',
  '2.2250738585072011e-308',
  '2.2250738585072014e-308',
  '1.7976931348623157e308',
  '1.7976931348623159e308',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '127',
  '128',
  '255',
  '256',
  '-128',
  '-129',
  '32767',
  '32768',
  '65535',
  '65536',
  '-32768',
  '-32769',
  '2147483647',
  '2147483648',
  '-2147483648',
  '-2147483649',
  '4294967295',
  '4294967296',
  '0.1',
  '0.2',
  '0.3',
  '1.10',
  '1.005',
  '8.5',
  '1e23',
  '1E+2',
  '1e-7',
  '123456789.123456789',
  '0.000001',
  '0.0000001',
  '18446744073709551615',
  '18446744073709551616',
  '9223372036854775808',
  '123456789012345678901234567890',
  '0.30000000000000004',
  '179.99999999999997',
  '1e0',
  '4.35',
  '100000000000000000000000',
  '1.000000000000000000001',
  '9007199254740992.5',
  '4503599627370497.5',
  '1e22',
  '1e21',
  '10e-1',
]

export const digitsOf = (random: Random, count: number): string => {
  let text = String(random.between(1, 9))
  while (text.length < count) text += random.below(10)
  return text
}

const sign = (random: Random): string => (random.chance(0.3) ? '-' : '')

const whole = (random: Random): string =>
  random.chance(0.1)
    ? '0'
    : digitsOf(random, random.chance(0.1) ? random.between(10, 32) : random.between(1, 9))

const fraction = (random: Random): string => {
  let text = ''
  for (let left = random.chance(0.1) ? random.between(8, 32) : random.between(1, 6); left > 0; left--)
    text += random.below(10)
  return text
}

const DECIMALS = 40
const scaled = (value: number): bigint => BigInt(value.toFixed(DECIMALS).replace('.', ''))

/** 15 to 20 digits that lie closely beside the middle between two doubles: any error turns them to the wrong one. */
export function halfway(random: Random): string {
  const bits = new BigUint64Array(1)
  const value = new Float64Array(bits.buffer)
  value[0] = (random.below(2 ** 32) / 2 ** 32 + random.below(2 ** 20)) / 10 ** random.below(6)
  const below = value[0]
  bits[0] = (bits[0] as bigint) + 1n
  const middle = String((scaled(below) + scaled(value[0])) / 2n).padStart(DECIMALS + 1, '0')
  const digits = middle.slice(0, -DECIMALS)
  const kept = random.between(15, 20) - (digits === '0' ? 0 : digits.length)
  const last = random.chance(0.5) ? '' : random.below(10)
  return `${digits}.${middle.slice(-DECIMALS).slice(0, Math.max(1, kept))}${last}`
}

export function wildNumber(random: Random): string {
  const die = random.below(11)
  if (die === 10) return halfway(random)
  if (die < 3) return random.pick(EDGES)
  if (die < 6) return sign(random) + whole(random)
  if (die < 8) return `${sign(random)}${whole(random)}.${fraction(random)}`
  const mantissa = random.chance(0.5) ? whole(random) : `${whole(random)}.${fraction(random)}`
  const power = random.below(random.chance(0.2) ? 420 : 25)
  return `${sign(random)}${mantissa}${random.pick(['e', 'E'])}${random.pick(['', '+', '-'])}${power}`
}

/** A number with so many digits after the point, like a price. */
export const decimal = (random: Random, scale: number): string =>
  `${sign(random)}${random.below(random.pick([10, 1000, 1_000_000]))}.${String(random.below(10 ** scale)).padStart(scale, '0')}`
