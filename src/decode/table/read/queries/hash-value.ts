/** Hashes what may stand in a field, as an index groups it. @module */

import { fastHash, keyedHash } from '../../format/hash.ts'
import { keyWords, packBytes, packText } from '../key-words.ts'
import type { Scalar } from './field-question.ts'

/** Which hash, and what it starts from. */
export interface Hashing {
  readonly hash: 'fast' | 'keyed'
  readonly seed: readonly [number, number]
}

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)

export function hashOfValue(value: Scalar, hashing: Hashing): number {
  if (typeof value === 'string') return hashOfPacked(packText(value), hashing)
  // What is equal must have the same bits: -0 becomes 0.
  double[0] = Number(value) + 0
  return hashOfWords(words, 8, hashing)
}

/** The hash of a text, which lies from `start` to before `end`. */
export const hashOfBytes = (bytes: Uint8Array, start: number, end: number, hashing: Hashing): number =>
  hashOfPacked(packBytes(bytes, start, end), hashing)

const hashOfPacked = (length: number, hashing: Hashing): number => hashOfWords(keyWords, length, hashing)

function hashOfWords(from: Uint32Array, length: number, { hash, seed: [k0, k1] }: Hashing): number {
  return hash === 'keyed' ? keyedHash(from, length, k0, k1) : fastHash(from, length, k0)
}
