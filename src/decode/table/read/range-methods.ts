/** The methods of ranges, over the rows that they are of. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { RangeTable } from '../contract.ts'
import type { RangeParts } from '../format/range-parts.ts'
import { rangeFinder } from './range-finder.ts'

export function rangeMethods<Row>(
  parts: RangeParts,
  get: (position: number) => Row | undefined,
): Pick<RangeTable<Row>, 'find' | 'positionOf'> {
  const { byText, byNumber, byBigInt } = rangeFinder(parts)

  function rowOf(address: string | number | bigint): number {
    if (typeof address === 'string') return byText(address)
    if (typeof address === 'number') return byNumber(address)
    if (typeof address === 'bigint') return byBigInt(address)
    throw unexpected('ranges', 'address', 'a text, a number or a bigint', address)
  }

  return {
    find(address) {
      const row = rowOf(address)
      return row < 0 ? undefined : get(row)
    },
    positionOf(address) {
      const row = rowOf(address)
      return row < 0 ? undefined : row
    },
  }
}
