/** What is said of a payload that makes no table: where it is wrong, never what stands there. @module */

import { fieldOf, TermError } from '../../../base/errors.ts'

/** In the order of the scanner's numbers for them, from 1 on. */
const FAULTS: readonly ((field: string) => string)[] = [
  () => 'The payload is not valid JSON',
  () => 'The payload is not valid UTF-8',
  () => 'The payload nests more than 65536 levels deep',
  () => 'The payload is not one object, keyed by its property names',
  () => 'The payload is not an array or lines of records, which are objects',
  (field) => `The record has no field \`${field}\``,
  (field) => `The key in \`${field}\` is neither a string nor a whole number of at most 2^53`,
  () => 'The payload has no newline between two records',
]

export interface Place {
  /** Byte of the document. */
  readonly offset: number
  /** The first one is 1. */
  readonly record: number
}

const at = ({ offset, record }: Place): string => `(byte ${offset}, record ${record})`

const refused = (message: string, cause?: unknown): TermError =>
  new TermError('ERR_TERM_DESERIALIZE', message, { stage: 'decode', cause })

/** The scanner's fault number `fault`, with the name of the key field. */
export const malformed = (fault: number, field: string | undefined, place: Place): TermError =>
  refused(`${FAULTS[fault - 1]?.(field ?? '')} ${at(place)}`)

export const cutShort = (place: Place): TermError =>
  refused(`The payload ends before it is complete ${at(place)}`)

export const noColumns = (place: Place): TermError =>
  refused(`The record has no place in columns, together with those before it ${at(place)}`)

export const twiceInColumns = (): TermError =>
  refused('The payload has a key twice, which columns can not have')

export const tooLarge = (): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', 'The payload is 4 GiB or more, which a table can not address', {
    stage: 'decode',
  })

/** Not the payload's fault: it may well do elsewhere, or later. */
export const outOfMemory = (cause?: unknown): TermError =>
  new TermError('ERR_TERM_DECODER', 'There is not enough memory to build the table', {
    stage: 'decode',
    cause,
  })

/** `node --jitless` runs without it. */
export const noWebAssembly = (): TermError =>
  new TermError('ERR_TERM_DECODER', 'There is no WebAssembly here, which tables are read by', {
    stage: 'decode',
  })

/** Takes memory. */
export function allocated<T>(allocate: () => T): T {
  try {
    return allocate()
  } catch (error) {
    return lackOfMemory(error)
  }
}

/** @throws what was thrown; a TermError for what V8 throws where it has no memory */
export function lackOfMemory(error: unknown): never {
  throw fieldOf(error, 'name') === 'RangeError' ? outOfMemory(error) : error
}
