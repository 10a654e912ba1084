/** Reads the ends of ranges, as words: addresses, networks or numbers, all of them of one kind. @module */

import { addressWords, readAddress } from '../format/address.ts'
import { numberWords } from '../format/range-parts.ts'

/** How many words an end has: 1 of IPv4, 4 of IPv6, 2 of a number; 0 for what is none. */
export type Width = 0 | 1 | 2 | 4

/** Reads an end from a value of a record. */
export function readEnd(value: unknown, words: Uint32Array): Width {
  if (typeof value === 'number' && Number.isFinite(value)) {
    numberWords(value, words)
    return 2
  }
  if (typeof value !== 'string') return 0
  const width = readAddress(value)
  words.set(addressWords)
  return width
}

/** Reads both ends of a network such as `192.0.2.0/24`; an address alone is a network of its own. */
export function readNetwork(value: unknown, from: Uint32Array, to: Uint32Array): Width {
  if (typeof value !== 'string') return 0
  const slash = value.indexOf('/')
  const width = readAddress(value, 0, slash < 0 ? value.length : slash)
  from.set(addressWords)
  to.set(addressWords)
  if (width === 0 || slash < 0) return width
  // IPv4 that is written within IPv6 has a prefix of that.
  const bits = width === 1 && value.indexOf(':') < 0 ? 32 : 128
  const prefix = prefixOf(value, slash + 1)
  if (prefix < 0 || prefix > bits) return 0
  const left = width === 1 ? prefix - (bits - 32) : prefix
  if (left < 0) return 0
  for (let i = 0; i < width; i++) {
    const kept = Math.min(32, Math.max(0, left - i * 32))
    const mask = kept === 0 ? 0 : (0xffff_ffff << (32 - kept)) >>> 0
    from[i] = (from[i] as number) & mask
    to[i] = (to[i] as number) | ~mask
  }
  return width
}

function prefixOf(text: string, start: number): number {
  const digits = text.slice(start)
  return /^(0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : -1
}
