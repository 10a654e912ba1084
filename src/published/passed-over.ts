/** Tells why none of the deltas of records that a manifest names is taken: each reason once for a term. @module */

import { TermError } from '../base/errors.ts'
import type { FetchContext, RecordsHeld } from '../fetch/fetcher.ts'
import type { Manifest, RecordDeltaRef } from '../manifest/index.ts'
import { tellDelta } from './delta.ts'

export interface PassedOver {
  readonly manifest: Manifest
  readonly held: RecordsHeld
  /** The delta that was the nearest to being taken. */
  readonly nearest: RecordDeltaRef
  readonly why: string
}

export type TellPassedOver = (passed: PassedOver, context: FetchContext) => void

export function tellsPassedOver(): TellPassedOver {
  const told = new Set<string>()
  return ({ manifest: { term, sha256: to }, held: { from }, nearest: { size }, why }, context) => {
    const reason = JSON.stringify([term, why])
    if (told.has(reason)) return
    told.add(reason)
    const message = `a delta of records is offered, and not taken: ${why}`
    const error = new TermError('ERR_TERM_ENCODING', message, { stage: 'probe' })
    tellDelta(term, context, { from, to, size, of: 'records', error })
  }
}
