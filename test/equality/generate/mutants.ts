/** Damage as transport, truncation and careless writers do it. @module */

import type { Random } from '../random.ts'

// The bytes that the grammar depends on, and those just beside them.
const BYTES = [...Buffer.from('"\\{}[]:,-+.eE0159ntfu/ \n\r\t')].concat([
  0x00, 0x01, 0x08, 0x0b, 0x0c, 0x1f, 0x20, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed,
  0xef, 0xf0, 0xf4, 0xf5, 0xf8, 0xfe, 0xff,
])
const TOKENS = [
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\u',
  '\\ud800',
  '\\uDC00',
  '\\x',
  'null',
  'true',
  'false',
  '0',
  '01',
  '-',
  '.',
  'e',
  '+',
  '1.',
  '.5',
  '1e',
  'NaN',
  'Infinity',
  'undefined',
  "'",
  '//',
  '/**/',
  '\ufeff',
  '\0',
  '\u2028',
  '\u00a0',
  '\v',
  '\f',
  '\r',
  '\n',
  ' ',
  '{}',
  '[]',
  '""',
  '"":0,',
  ',"id":1',
  '{"id":1}\n',
  '-0',
  '1e999',
  '\u0085',
]

type Change = (random: Random, bytes: Buffer, at: number) => Buffer

const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts)

const lengthFrom = (random: Random, bytes: Buffer, at: number): number =>
  Math.min(bytes.length - at, random.chance(0.6) ? 1 : random.between(1, 20))

const replaced = (bytes: Buffer, at: number, byte: number): Buffer => {
  const copy = Buffer.from(bytes)
  if (at < copy.length) copy[at] = byte
  return copy
}

const flip: Change = (random, bytes, at) => replaced(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)))
const byte: Change = (random, bytes, at) =>
  replaced(bytes, at, random.chance(0.7) ? random.pick(BYTES) : random.below(256))
const truncate: Change = (_random, bytes, at) => bytes.subarray(0, at)
const behead: Change = (_random, bytes, at) => bytes.subarray(at)
const insert: Change = (random, bytes, at) =>
  joined(bytes.subarray(0, at), Buffer.from([random.pick(BYTES)]), bytes.subarray(at))
const token: Change = (random, bytes, at) =>
  joined(bytes.subarray(0, at), Buffer.from(random.pick(TOKENS)), bytes.subarray(at))
const overwrite: Change = (random, bytes, at) =>
  joined(bytes.subarray(0, at), Buffer.from(random.pick(TOKENS)), bytes.subarray(at + random.between(1, 4)))
const drop: Change = (random, bytes, at) =>
  joined(bytes.subarray(0, at), bytes.subarray(at + lengthFrom(random, bytes, at)))
const double: Change = (random, bytes, at) => {
  const end = at + lengthFrom(random, bytes, at)
  return joined(bytes.subarray(0, end), bytes.subarray(at, end), bytes.subarray(end))
}
const swap: Change = (random, bytes, at) => {
  const middle = at + lengthFrom(random, bytes, at)
  const end = middle + lengthFrom(random, bytes, middle)
  return joined(
    bytes.subarray(0, at),
    bytes.subarray(middle, end),
    bytes.subarray(at, middle),
    bytes.subarray(end),
  )
}
const append: Change = (random, bytes) => joined(bytes, Buffer.from(random.pick(TOKENS)))

const CHANGES: readonly Change[] = [
  flip,
  byte,
  byte,
  byte,
  truncate,
  behead,
  insert,
  insert,
  token,
  token,
  overwrite,
  drop,
  drop,
  double,
  swap,
  append,
]

/** The bytes with one to three changes. */
export function mutant(random: Random, bytes: Uint8Array): Uint8Array {
  let current = Buffer.from(bytes)
  for (let left = random.chance(0.7) ? 1 : random.between(2, 3); left > 0; left--) {
    current = Buffer.from(random.pick(CHANGES)(random, current, random.below(current.length + 1)))
  }
  return current
}
