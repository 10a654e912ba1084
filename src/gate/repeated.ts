/**
 * Makes the error about a payload that was refused before, which tells code, origin and reason as the first one did.
 *
 * @module
 */

import { type Stage, TermError } from '../base/errors.ts'
import { errorOf } from '../reasons/index.ts'
import type { Refused } from './quarantine.ts'

export function repeated(
  { why, failure }: Refused,
  stage: Stage,
  { term, source }: { readonly term: string; readonly source: string },
): TermError {
  const cause =
    failure &&
    new TermError(failure.code, failure.message, {
      term,
      stage: failure.stage,
      hopeless: failure.hopeless,
      cause: failure.cause && errorOf(failure.cause),
    })
  const by = source.includes('://') && !why.includes(source) ? ` by ${source}` : ''
  const message = `[${term}] ${why}; this version was refused before, and is still offered${by}`
  return new TermError('ERR_TERM_QUARANTINED', message, { term, stage, hopeless: failure?.hopeless, cause })
}
