/** One document, split into small texts and put together again, against `JSON.parse`. @module */

import { rebuilder } from '../../src/decode/json/rebuild.ts'
import { splitter } from '../../src/decode/json/split.ts'
import { Difference, same } from './compare/difference.ts'
import { compareMisfit, offsetOf } from './compare/refusal.ts'
import { wholeOf } from './oracle/oracle.ts'
import { type Cuts, cutsOf, pieces } from './pieces.ts'
import type { Random } from './random.ts'

type Read = { readonly value: unknown } | { readonly thrown: unknown }

function rebuilt(bytes: Uint8Array, cuts: Cuts, pieceBytes: number): Read {
  const { push, end } = splitter(pieceBytes)
  const { take, value } = rebuilder()
  try {
    for (const piece of pieces(bytes, cuts)) push(piece).forEach(take)
    end().forEach(take)
    return { value: value() }
  } catch (thrown) {
    return { thrown }
  }
}

function compare(whole: ReturnType<typeof wholeOf>, read: Read, length: number): void {
  if ('refused' in whole) {
    if ('value' in read) throw new Difference('acceptance', `refused (${whole.refused})`, read.value)
    const { message } = compareMisfit(read.thrown)
    const offset = offsetOf(message)
    if (offset !== undefined && offset > length)
      throw new Difference('the message', `up to ${length}`, message)
  } else {
    if ('thrown' in read) throw new Difference('acceptance', whole.value, String(read.thrown))
    same('the value', whole.value, read.value)
  }
}

/** @throws Difference naming the size of the texts */
export function checkJson(bytes: Uint8Array, random: Random): void {
  const isLarge = bytes.length > 100_000
  const pieceBytes = random.pick(isLarge ? [500, 65_536] : [1, 2, 7, 20, 100, 1000])
  try {
    compare(wholeOf(bytes), rebuilt(bytes, cutsOf(random, bytes.length), pieceBytes), bytes.length)
  } catch (error) {
    if (error instanceof Difference) error.message = `[json, texts of ${pieceBytes}] ${error.message}`
    throw error
  }
}
