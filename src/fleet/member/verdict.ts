/** Tells a failure that speaks against a publication from one of the way to it. @module */

import { plainly, TermError, type TermErrorCode } from '../../base/errors.ts'

const VERDICTS: ReadonlySet<TermErrorCode> = new Set<TermErrorCode>([
  'ERR_TERM_TOO_LARGE',
  'ERR_TERM_EMPTY',
  'ERR_TERM_OUTDATED',
  'ERR_TERM_SIGNATURE',
  'ERR_TERM_EXPIRED',
  'ERR_TERM_ENCODING',
  'ERR_TERM_DECOMPRESS',
  'ERR_TERM_DESERIALIZE',
  'ERR_TERM_SCHEMA',
  'ERR_TERM_REFUSED',
  'ERR_TERM_GUARD',
  'ERR_TERM_QUARANTINED',
  'ERR_TERM_DECODER',
  'ERR_TERM_STORE',
])

/** The reason, in words; `undefined` where nothing is said of the publication. */
export function verdictOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof TermError)) return undefined
  const isSlow = thrown.code === 'ERR_TERM_TIMEOUT' && thrown.stage === 'decode'
  return VERDICTS.has(thrown.code) || isSlow ? `${thrown.code}: ${plainly(thrown)}` : undefined
}
