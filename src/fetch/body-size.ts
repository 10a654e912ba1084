/** The limit on the size of a body, for fetchers that know the size beforehand. @module */

import { TermError } from '../base/errors.ts'
import type { FetchContext } from './fetcher.ts'

/** Throws `ERR_TERM_EMPTY` or `ERR_TERM_TOO_LARGE` if a body of this many bytes must not be taken. */
export function checkBodySize(size: number, { maxBytes }: Pick<FetchContext, 'maxBytes'>): void {
  if (size === 0) throw new TermError('ERR_TERM_EMPTY', 'The body is empty', { stage: 'download' })
  if (size > maxBytes) {
    throw new TermError(
      'ERR_TERM_TOO_LARGE',
      `The body has ${size} bytes, more than the ${maxBytes} allowed`,
      {
        stage: 'download',
      },
    )
  }
}
