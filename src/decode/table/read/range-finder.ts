/** Finds the row whose range has an address or a number, by binary search; nothing is allocated. @module */

import { addressWords, isV4Within, readAddress } from '../format/address.ts'
import { compareWords, NO_ROW, numberWords, type RangeIndex, type RangeParts } from '../format/range-parts.ts'

export interface RangeFinder {
  /** The row, or -1: also for a text that is no address. */
  byText(text: string): number
  /** An address of IPv4 as its number; or the number, where ranges are of numbers. */
  byNumber(value: number): number
  /** An address of IPv6 as its number; or the number, where ranges are of numbers. */
  byBigInt(value: bigint): number
}

type Find = (words: Uint32Array) => number

const nowhere: Find = () => -1
const words = new Uint32Array(4)

export function rangeFinder({ of, indexes }: RangeParts): RangeFinder {
  const of1 = finderOfWidth(indexes, 1)
  const of2 = finderOfWidth(indexes, 2)
  const of4 = finderOfWidth(indexes, 4)

  const ofNumber = (value: number): number => {
    if (Number.isNaN(value)) return -1
    numberWords(value, words)
    return of2(words)
  }

  const ofV4 = (value: number): number => {
    if (!(value >= 0 && value <= 0xffff_ffff && Number.isInteger(value))) return -1
    words[0] = value
    return of1(words)
  }

  return {
    byText(text) {
      const zone = text.indexOf('%')
      const count = readAddress(text, 0, zone < 0 ? text.length : zone)
      if (count === 1) return of === 'numbers' ? ofNumber(addressWords[0] as number) : of1(addressWords)
      return count === 4 && of === 'addresses' ? of4(addressWords) : -1
    },
    byNumber: of === 'numbers' ? ofNumber : ofV4,
    byBigInt(value) {
      if (of === 'numbers') return ofNumber(Number(value))
      if (value < 0n || value >> 128n !== 0n) return -1
      for (let i = 0; i < 4; i++) words[i] = Number((value >> BigInt(96 - i * 32)) & 0xffff_ffffn)
      if (!isV4Within(words)) return of4(words)
      words[0] = words[3] as number
      return of1(words)
    },
  }
}

function finderOfWidth(indexes: readonly RangeIndex[], width: number): Find {
  const index = indexes.find((one) => one.width === width)
  if (index === undefined) return nowhere
  return width === 1 ? finderOfWords(index) : finderOfMore(index)
}

function finderOfWords({ bounds, rows }: RangeIndex): Find {
  return (words) => {
    const wanted = words[0] as number
    let low = 0
    let high = bounds.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((bounds[middle] as number) <= wanted) low = middle + 1
      else high = middle
    }
    return rowBefore(rows, low)
  }
}

function finderOfMore({ width, bounds, rows }: RangeIndex): Find {
  return (wanted) => {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareWords(bounds, middle * width, wanted, 0, width) <= 0) low = middle + 1
      else high = middle
    }
    return rowBefore(rows, low)
  }
}

function rowBefore(rows: Uint32Array, at: number): number {
  const row = at === 0 ? NO_ROW : (rows[at - 1] as number)
  return row === NO_ROW ? -1 : row
}
