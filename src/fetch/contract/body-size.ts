/** Holds the size of a body to the limit, for fetchers that know the size beforehand. @module */

import { TermError } from '../../base/errors.ts'
import { limitInWords } from '../../base/longest-piece.ts'
import type { FetchContext } from '../fetcher.ts'

/** @throws TermError `ERR_TERM_EMPTY` or `ERR_TERM_TOO_LARGE` where a body of this many bytes must not be taken */
export function checkBodySize(size: number, { maxBytes }: Pick<FetchContext, 'maxBytes'>): void {
  if (size === 0) throw new TermError('ERR_TERM_EMPTY', 'The body is empty', { stage: 'download' })
  if (size <= maxBytes) return
  const message = `The body has ${size} bytes, more than ${limitInWords(maxBytes)}`
  throw new TermError('ERR_TERM_TOO_LARGE', message, { stage: 'download' })
}
