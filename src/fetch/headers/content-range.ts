/** Reads `Content-Range` (RFC 9110, section 14.4): which bytes of the whole a part has. @module */

import type { ResponseHeaders } from './response-headers.ts'

const RANGE = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i

export interface ContentRange {
  readonly from: number
  /** The last byte, not the one behind it. */
  readonly to: number
  readonly total: number
}

/** `undefined` where it is none, or tells no size of the whole. */
export function contentRange({ 'content-range': range }: ResponseHeaders): ContentRange | undefined {
  const [, from, to, total] = (typeof range === 'string' && RANGE.exec(range.trim())) || []
  return from === undefined ? undefined : { from: Number(from), to: Number(to), total: Number(total) }
}
