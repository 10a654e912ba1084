/**
 * Tells what the origin called a payload that can't be read: a page of HTML is no JSON, whatever is wrong with byte 0.
 *
 * @module
 */

import { TermError } from '../base/errors.ts'

/** The same failure, with the media type that the origin named. */
export function sentAs(error: unknown, mediaType: string | undefined): unknown {
  if (!(error instanceof TermError) || error.code !== 'ERR_TERM_DESERIALIZE' || mediaType === undefined)
    return error
  const { code, message, term, stage, hopeless, cause } = error
  return new TermError(code, `${message}, sent as ${mediaType}`, { term, stage, hopeless, cause })
}
