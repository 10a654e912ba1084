/** What is said of a payload that the scanner refuses: where it is wrong, never what stands there. @module */

import { fieldOf, TermError, type TermErrorOptions } from '../../../base/errors.ts'
import { writtenPath } from '../field-paths.ts'
import { FAULT, LIMIT } from './protocol.ts'

/** Of the way to the records. */
const AROUND = {
  noPlace: (path) => `The payload has nothing at \`${path}\`, where \`at\` says that its records are`,
  placeTwice: (path) =>
    `The payload has a name twice on the way to \`${path}\`, where \`at\` says that its records are`,
  envelope: (path) =>
    `What stands around the records at \`${path}\` is more than 1 MiB: leave it out by \`envelope: false\`, or read all by \`json\``,
} satisfies Partial<Record<keyof typeof FAULT, (path: string) => string>>

const MESSAGES: Readonly<
  Record<Exclude<keyof typeof FAULT, keyof typeof AROUND>, (field: string) => string>
> = {
  syntax: () => 'The payload is not valid JSON',
  utf8: () => 'The payload is not valid UTF-8',
  depth: () => `The payload nests more than ${LIMIT.depth} levels deep`,
  noObject: () => 'The payload is not one object, keyed by its property names',
  noRecord: () => 'The payload is not an array or lines of records, which are objects',
  noKey: (field) => `The record has no field \`${field}\`, where \`key\` says that its key is`,
  keyType: (field) =>
    `The key in \`${field}\` is neither a string nor a whole number: choose another \`key\``,
  keyFraction: (field) => `The key in \`${field}\` is a fraction, which makes no key: write it as a string`,
  keyLarge: (field) =>
    `The key in \`${field}\` is beyond 2^53, and not all of its digits are there: write it as a string`,
  noNewline: () => 'The payload has no newline between two records',
  lineBreak: () => 'The record has a line break in it, and a record of NDJSON is one line',
  noSeparator: () => 'The payload has no record separator (0x1e) in front of a record',
  noText: () => 'The payload is not an array of strings',
  texts: () =>
    "The payload is an array of strings, which are no records: `lines({ format: 'json' })` reads them as a set",
  array: () =>
    'The payload is an array: say which field is the key of its records (`key`), or read them by position (`rows()`)',
}

export interface Place {
  /** Byte of the document. */
  readonly offset: number
  /** The first one is 1; `undefined` for a place that is in no record. */
  readonly record: number | undefined
  /** What has the number. @defaultValue `'record'` */
  readonly of?: 'line' | 'entry' | undefined
}

interface Placed {
  readonly message: string
  readonly place: Place
}

const placed = new WeakMap<object, Placed>()

/** A payload that makes no table. */
export function refused(
  message: string,
  place?: Place,
  more?: Pick<TermErrorOptions, 'cause' | 'hopeless'>,
): TermError {
  const record = place?.record === undefined ? '' : `, ${place.of ?? 'record'} ${place.record}`
  const where = place === undefined ? '' : ` (byte ${place.offset}${record})`
  const error = new TermError('ERR_TERM_DESERIALIZE', message + where, { stage: 'decode', ...more })
  if (place !== undefined) placed.set(error, { message, place })
  return error
}

/** What a refusal says, and the place that it names: whoever made the payload of another one knows the place there. */
export const placeIn = (error: unknown): Placed | undefined => placed.get(Object(error))

/** The scanner gives the number of the fault; `path` leads to the part of the key that it may be about. */
export function malformed(fault: number, place: Place, path: readonly string[] = []): TermError {
  return refused(MESSAGES[nameOf(fault) as keyof typeof MESSAGES](writtenPath(path)), place)
}

/** The same of faults that are about the place of the records; `undefined` for others. */
export function misplaced(fault: number, place: Place, at: readonly string[]): TermError | undefined {
  const name = nameOf(fault)
  return name in AROUND ? refused(AROUND[name as keyof typeof AROUND](writtenPath(at)), place) : undefined
}

const nameOf = (fault: number): keyof typeof FAULT =>
  (Object.keys(FAULT) as (keyof typeof FAULT)[]).find((each) => FAULT[each] === fault) as keyof typeof FAULT

/** What is longer is no name that anybody needs to read. */
const LONGEST_PATH = 100

/** Refuses a payload whose records seem to lie further in. */
export function wrapped(path: readonly string[], isByPosition: boolean): TermError {
  const written = writtenPath(path)
  const literal = /^[\w$.@-]*$/.test(written) ? `'${written}'` : JSON.stringify(path)
  const where = written.length > LONGEST_PATH ? 'further in' : `at \`${written}\``
  const say = written.length > LONGEST_PATH ? 'Say where by `at`' : `Say \`at: ${literal}\``
  const itself = isByPosition ? 'has the records' : 'is the table'
  return refused(
    `The payload looks like a wrapper: are its records ${where}? ${say}, or \`at: ''\` if the payload itself ${itself}`,
  )
}

/** Refuses one object whose members are the records: it passes for a single line of NDJSON, of which it would be the only row. */
export const keyedByNames = (): TermError =>
  refused(
    "The payload is one object, keyed by its property names, and no array or lines of records: `table()` reads it, without a key; say `at: ''` if it is a single record",
  )

export const cutShort = (place: Place): TermError => refused('The payload ends before it is complete', place)

/** The payload isn't at fault: it may well do elsewhere, or later. */
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

/** Calls a function that allocates, and says it as we do where V8 has no memory for it. */
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
