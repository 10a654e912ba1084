/**
 * Builds a table whose keys a module of the user's makes: the records are read by position first, and once they have keys,
 * they are read as any object that is keyed by its names.
 *
 * @module
 */

import { allTime } from '../../base/time-slice.ts'
import { inTurns } from '../in-turns.ts'
import { type BuildOptions, type Built, buildRows, buildTable } from './build.ts'
import type { DocumentParts, TableParts } from './format/table-parts.ts'
import { keyedDocument } from './keyed/keyed-document.ts'
import { loadKeyMaker } from './keyed/load-key-maker.ts'
import { madeKeys } from './keyed/made-keys.ts'
import { placeIn, refused } from './scanner/faults.ts'
import type { Pieces } from './scanner/start-scan.ts'

/** What runs the module. */
export interface KeyedHost {
  /** Says that no other job should run in this thread; left out where it is the service's own. */
  readonly spoil?: (() => void) | undefined
  /** To be called between steps that take long. @throws once nobody waits any more */
  readonly check?: (() => void) | undefined
}

/**
 * @param url - of the module
 * @throws TermError as `buildTable` does; `ERR_TERM_DESERIALIZE` also where a record gets no key, `ERR_TERM_DECODER` where the
 * module can't be loaded
 */
export async function buildKeyed(
  from: () => Pieces,
  url: string,
  { at, isBare, format, mayBeNothing, isWatched, sizeHint, turn = allTime, ...how }: BuildOptions,
  { spoil, check }: KeyedHost,
): Promise<Built<TableParts>> {
  const { makeKey, leave } = await loadKeyMaker(url, spoil)
  const reading = { at, isBare, format, mayBeNothing, isWatched }
  const { parts } = await buildRows(from, { ...reading, sizeHint, turn, columns: false })
  const records = parts.records as DocumentParts
  const steps = { turn, check }
  const keys = await madeKeys(records, parts.rows, makeKey, steps).finally(leave)
  const pieces = () => {
    const document = keyedDocument(records, keys, check)
    return turn.isShared ? inTurns(document, turn) : document
  }
  const { parts: keyed, memo } = await buildTable(pieces, {
    ...how,
    ...{ format: 'json', sizeHint: records.bytes.byteLength, turn },
  }).catch((error: unknown) => {
    throw placedIn(records, error)
  })
  const { envelope } = parts
  return { parts: envelope === undefined ? keyed : { ...keyed, envelope }, memo }
}

/** The same refusal, with its place in the document that came. */
function placedIn({ spans }: DocumentParts, error: unknown): unknown {
  const { message, place } = placeIn(error) ?? {}
  if (message === undefined || place?.record === undefined) return error
  const { record } = place
  return refused(message, { record, offset: spans[(record - 1) * 2] as number })
}
