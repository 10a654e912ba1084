/** Makes questions out of values and bounds that users give. @module */

import { unexpected } from '../../../../base/unexpected.ts'
import type { Bound, FieldQuestion, Scalar } from './field-question.ts'

/** An end of a range. */
export interface RangeEnd {
  readonly value: number | string
  readonly isIncluded: boolean
}

/** @throws TypeError for what no field can be equal to */
export function checkValue(value: unknown): Scalar {
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'string')
    return value
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  throw unexpected('is', 'value', 'text, a number, a boolean, null or undefined', value)
}

/** @throws TypeError for what has no place among numbers or texts */
export function checkEnd(of: string, value: unknown, isIncluded: boolean): RangeEnd {
  if (typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)))
    return { value, isIncluded }
  throw unexpected(of, 'value', 'a number or text', value)
}

/** @throws TypeError for anything but text */
export function checkPrefix(text: unknown): string {
  if (typeof text === 'string') return text
  throw unexpected('startsWith', 'text', 'text', text)
}

/** What lies between two ends, one of which may be left out. @throws TypeError for a number and a text */
export function between(low: RangeEnd | undefined, high: RangeEnd | undefined): FieldQuestion {
  const [from, to] = [low?.value, high?.value]
  if (typeof from === 'string' || typeof to === 'string') {
    if (typeof from === 'number' || typeof to === 'number')
      throw unexpected(
        'to',
        'value',
        typeof from === 'number' ? 'a number as the other bound' : 'text as the other bound',
        to,
      )
    return { kind: 'texts', low: boundOf(low), high: boundOf(high) }
  }
  const least = from ?? Number.NEGATIVE_INFINITY
  const most = to ?? Number.POSITIVE_INFINITY
  return {
    kind: 'range',
    low: low?.isIncluded === false ? after(least) : least,
    high: high?.isIncluded === false ? -after(-most) : most,
  }
}

const boundOf = (end: RangeEnd | undefined): Bound | undefined =>
  end && { text: end.value as string, isIncluded: end.isIncluded }

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** The next double; `NaN`, above which there is nothing, behind the last one. */
function after(value: number): number {
  if (value === Number.POSITIVE_INFINITY) return Number.NaN
  if (value === 0) return Number.MIN_VALUE
  double[0] = value
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n)
  return double[0] as number
}
