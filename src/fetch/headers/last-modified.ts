/** When a version was made, by the word of its origin (RFC 9110, section 8.8.2). @module */

import { parseHttpDate } from './http-date.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

/** `Last-Modified` in epoch ms; `undefined` where there is none, or one that is no date. */
export const lastModified = (headers: ResponseHeaders, now = Date.now()): number | undefined =>
  parseHttpDate(firstHeader(headers['last-modified']) ?? '', now)
