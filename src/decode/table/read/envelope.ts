/** What stands around the records of a document. @module */

import type { RowsParts } from '../format/table-parts.ts'
import { deepFreeze } from './deep-freeze.ts'

/** Parses it when it is asked for, once; it is frozen, as many readers have the same one. */
export function envelopeReader({ envelope }: RowsParts): () => unknown {
  let known: { readonly value: unknown } | undefined
  return () => {
    if (envelope === undefined) return undefined
    known ??= { value: deepFreeze(JSON.parse(envelope)) }
    return known.value
  }
}
