/** The error of what is passed over, of which only the reason is told. @module */

import { fieldOf } from '../../base/errors.ts'
import type { Ignored } from './news.ts'

const REASON = 'passedOver'

export const passOver = (reason: Ignored): Error =>
  Object.assign(new Error(`It is passed over: ${reason}`), { [REASON]: reason })

/** Why it is passed over; `undefined` for any other error. */
export const reasonToPass = (error: unknown): Ignored | undefined =>
  fieldOf(error, REASON) as Ignored | undefined

/** What the system calls an error, such as `ENOSPC`. */
export function errnoOf(error: unknown): string | undefined {
  const code = fieldOf(error, 'code')
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : undefined
}
