/** Strict JSON in strict UTF-8, with the payload left out of the message. @module */

import { TermError } from '../../base/errors.ts'
import { unquoted } from '../../reasons/index.ts'
import { describeFault } from './fault.ts'

const STRICT = new TextDecoder('utf-8', { fatal: true })
// In the middle of a document a byte order mark is no mark.
const STRICT_INSIDE = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const BOM_SIZE = 3

/** @throws TermError `ERR_TERM_DESERIALIZE`, which tells where the fault is */
export const parseDocument = (bytes: Uint8Array): unknown =>
  parsed(bytes, STRICT, (text) => describeFault(text, bytes[0] === 0xef ? BOM_SIZE : 0))

/** Parses a text of a document that has got a bracket of ours; what comes behind that is at this place in the document. */
export const parsePiece = (bytes: Uint8Array, place: number): unknown =>
  parsed(bytes, STRICT_INSIDE, (text) => describeFault(text, place - 1))

function parsed(bytes: Uint8Array, decoder: typeof STRICT, where: (text: string) => string): unknown {
  const text = attempt(
    () => 'The payload is not valid UTF-8',
    () => decoder.decode(bytes),
  )
  return attempt(
    () => `The payload is not valid JSON${where(text)}`,
    () => JSON.parse(text),
  )
}

function attempt<R>(fault: () => string, read: () => R): R {
  try {
    return read()
  } catch (thrown) {
    throw new TermError('ERR_TERM_DESERIALIZE', fault(), { stage: 'decode', cause: unquoted(thrown) })
  }
}
