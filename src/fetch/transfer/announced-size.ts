/** How large a body will be, and whether its end can be told from a cut (RFC 9112, section 6.3). @module */

import { TermError } from '../../base/errors.ts'
import { limitInWords } from '../../base/longest-piece.ts'
import { listHeader, type ResponseHeaders } from '../headers/response-headers.ts'

export interface FramingOptions {
  readonly maxBytes: number
  readonly allowEmpty: boolean
  /** Does something else tell a cut from the end? */
  readonly allowUnframed: boolean
}

/**
 * The size that the headers announce, in bytes; `undefined` when only the end will tell.
 *
 * @throws TermError `ERR_TERM_PROTOCOL` on a body whose cut could not be told from its end, `ERR_TERM_TOO_LARGE`,
 * `ERR_TERM_EMPTY`
 */
export function announcedSize(headers: ResponseHeaders, options: FramingOptions): number | undefined {
  const transferCodings = listHeader(headers['transfer-encoding'])
  if (transferCodings.length > 0) {
    if (transferCodings.join() === 'chunked') return undefined
    throw refused('ERR_TERM_PROTOCOL', 'The body has a transfer coding other than chunked')
  }
  const length = headers['content-length']
  if (length === undefined) {
    if (options.allowUnframed) return undefined
    throw refused('ERR_TERM_PROTOCOL', 'The body has neither a length nor chunks, so a cut would not show')
  }
  // A minus, or the digits of another notation, are no length (RFC 9110, section 8.6); a dispatcher may let them pass.
  const size = /^\d+$/.test(String(length)) ? Number(length) : Number.NaN
  if (!Number.isSafeInteger(size)) throw refused('ERR_TERM_PROTOCOL', 'The length of the body is no number')
  if (size > options.maxBytes) {
    throw refused(
      'ERR_TERM_TOO_LARGE',
      `The body has ${size} bytes, more than ${limitInWords(options.maxBytes)}`,
    )
  }
  if (size === 0 && !options.allowEmpty) throw refused('ERR_TERM_EMPTY', 'The body is empty')
  return size
}

const refused = (code: 'ERR_TERM_PROTOCOL' | 'ERR_TERM_TOO_LARGE' | 'ERR_TERM_EMPTY', message: string) =>
  new TermError(code, message, { stage: 'probe', status: 200 })
