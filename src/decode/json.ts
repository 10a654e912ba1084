/** The usual `deserialize`: strict JSON in strict UTF-8. @module */

import { unexpected } from '../base/unexpected.ts'
import { type Decode, decodedBy } from './decoder.ts'
import { inflated, isLarge } from './inflated.ts'
import { parseDocument } from './json/parse.ts'

// `JSON.parse` takes 4 ms for so many bytes, unless each object has names of its own; splitting takes as much again.
const SMALL = 512 * 1024

// Comes with the first large document: most terms never see one.
const large = () => import('./json/large.ts')

/** A thread splits a large document, or this one where no thread can be had; it is parsed a piece at a time. */
const decodeJson: Decode<unknown> = async (wire, context) => {
  if (isLarge(wire, context.pool)) return (await large()).parseByThread(wire, context)
  const bytes = await inflated(wire, context.signal)
  if (bytes.byteLength <= SMALL) return parseDocument(bytes)
  return (await large()).parseInTurns(bytes, context.signal)
}

/**
 * Reads JSON in UTF-8, with or without a byte order mark: `deserialize: json<PriceTable>`.
 *
 * As with `JSON.parse`, a key named `__proto__` becomes an own property and changes no prototype, the last of equal keys
 * wins, and numbers are doubles. Don't merge what comes from outside with `Object.assign`, which would set the prototype.
 * A large document is parsed in slices, between which the event loop turns; unlike `JSON.parse`, that refuses what V8 can't
 * hold: nesting deeper than 1,048,576, arrays of more than 67,108,864 members, objects of more than 8,000,000.
 *
 * @throws TermError `ERR_TERM_DESERIALIZE`: invalid UTF-8, no JSON, or nested too deep; `ERR_TERM_TOO_LARGE`: too many
 * members. The message doesn't quote the payload.
 */
export const json: <T>(bytes: Uint8Array) => T = decodedBy(<T>(bytes: Uint8Array): T => {
  if (ArrayBuffer.isView(bytes)) return parseDocument(bytes) as T
  throw unexpected('json', 'bytes', 'a Uint8Array', bytes, '`deserialize: json`, without a call')
}, decodeJson)
