/** Strings of every kind, and the many ways in which JSON may spell one. @module */

import type { Random } from '../random.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. /'
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
const SHORT_ONES = Object.keys(SHORT)
const ODD = [
  '\u007f',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\ue000',
  '\u00a0',
]
const PAIRS = ['\u{10000}', '\u{10ffff}', '😀', '𝄞', '\u{1f468}\u200d\u{1f469}', '\u{3ffff}']
const LONE = [
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '\ud83d',
  '\ude00',
  '\udc00\ud800',
  '\ud800\ud800\udc00',
]
const WORDS = [
  'naïve',
  'Ünïcödé',
  '日本語',
  'العربية',
  'हिन्दी',
  'Ελληνικά',
  'русский',
  'ﬀ',
  'e\u0301',
  'İstanbul',
]

function piece(random: Random): string {
  const die = random.below(40)
  if (die < 24) return LETTERS.charAt(random.below(LETTERS.length))
  if (die < 27) return random.pick(SHORT_ONES)
  if (die < 29) return String.fromCharCode(random.below(0x20))
  if (die < 31) return random.pick(ODD)
  if (die < 34) return random.pick(PAIRS)
  if (die < 36) return random.pick(WORDS)
  if (die < 37) return random.pick(LONE)
  return String.fromCharCode(random.below(0x10000))
}

export const plainWord = (random: Random): string => {
  let text = ''
  for (let left = random.between(1, 12); left > 0; left--)
    text += LETTERS.charAt(random.below(LETTERS.length - 4))
  return text
}

/** Draws a string, mostly a short one, of anything that a JavaScript string may hold. */
export function wildString(random: Random): string {
  if (random.chance(0.4)) return plainWord(random)
  let text = ''
  for (let left = random.chance(0.05) ? random.below(120) : random.below(9); left > 0; left--)
    text += piece(random)
  return text
}

// Keys that betray a lookup by the last word alone, by the length, by the prototype, or in another order.
const TRAPS = [
  '',
  'a',
  'a\0',
  'a\0\0\0',
  '\0',
  'abcd',
  'abcde',
  'abc',
  'abd',
  'Abc',
  '0',
  '1',
  '2',
  '10',
  '01',
  '-1',
  '-0',
  '1.5',
  '4294967294',
  '4294967295',
  '4294967296',
  '9007199254740993',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'hasOwnProperty',
  'id',
  'key',
  'é',
  'e\u0301',
  '\ud83d',
  '\ude00',
  '😀',
  '\ufffd',
  '\ud83d\ud83d',
  'null',
  'true',
]

/** Lengths, in bytes, at which an index changes how it keeps a key. */
const BORDERS = [
  3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 250, 251, 252, 253, 254, 255, 256, 257, 258, 1023, 5000,
]

export function wildKey(random: Random): string {
  const die = random.below(20)
  if (die < 7) return plainWord(random)
  if (die < 12) return random.pick(TRAPS)
  if (die < 14) return String(random.below(200))
  if (die < 17) return wildString(random)
  const length = random.pick(BORDERS)
  const tail = random.pick(['', 'x', 'é', '語', '😀', '\ud800'])
  const fill = random.pick(['k', 'q', 'é'])
  const bytes = Buffer.byteLength(tail)
  return fill.repeat(Math.max(0, length - bytes) / Buffer.byteLength(fill)) + tail
}

const hex = (random: Random, unit: number): string => {
  const digits = unit.toString(16).padStart(4, '0')
  return `\\u${random.chance(0.5) ? digits : digits.toUpperCase()}`
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** A string as JSON text; `escapes` is how often a character is escaped that needn't be. */
export function spell(random: Random, value: string, escapes: number): string {
  if (escapes === 0 && random.chance(0.7)) return JSON.stringify(value)
  let text = '"'
  for (const character of value) {
    const unit = character.charCodeAt(0)
    const short = SHORT[character]
    const must =
      unit < 0x20 || character === '"' || character === '\\' || (character.length === 1 && isSurrogate(unit))
    if (!must && !(escapes > 0 && random.chance(escapes))) text += character
    else if (short !== undefined && random.chance(0.6)) text += short
    else for (const half of character.split('')) text += hex(random, half.charCodeAt(0))
  }
  return `${text}"`
}
