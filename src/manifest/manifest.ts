/** A manifest: what was published under a number, and how it is known again. @module */

import { frozenCopy } from '../base/frozen-copy.ts'
import { malformedPublication } from './malformed-publication.ts'

/** The codings that a payload may lie in. */
export const ENCODINGS = ['gzip', 'br', 'zstd'] as const

/** How a holder of other bytes makes those of the manifest. */
export interface DeltaRef {
  /** The SHA-256 of the bytes that it changes, in hex. */
  readonly from: string
  /** Zstandard (RFC 8878), with the bytes of `from` as its dictionary. */
  readonly format: 'zstd'
  /** The SHA-256 of the delta itself, in hex. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  /** The logarithm of the window that a reader needs, from 10 to 31. */
  readonly windowLog: number
}

/** How a holder of the value of other bytes makes that of these, without the bytes. */
export interface RecordDeltaRef {
  /** The SHA-256 of the bytes before, in hex. */
  readonly from: string
  /** A digest of the options of the decoder: whoever has others makes another value of the same bytes. */
  readonly decoder: string
  /** The SHA-256 of the delta itself, in hex. */
  readonly sha256: string
  /** In bytes; and without its compression, which is Brotli. */
  readonly size: number
  readonly unpacked: number
  /** A SHA-256 over the value that comes out, as it lies in memory. */
  readonly result: string
}

/** What names an edition. */
export interface Ref {
  readonly seq: number
  /** Of the payload, in hex. */
  readonly sha256: string
}

export interface Manifest extends Ref {
  readonly schema: 1
  readonly term: string
  /** Grows with every publication of the term. Who goes back publishes old bytes under a higher number. */
  readonly seq: number
  /** No number below this one may be taken any more: its publisher has withdrawn them. Absent: there is no such bound. */
  readonly minSeq?: number | undefined
  /** The number of what was stable when this one was judged; absent: nothing was. */
  readonly follows?: number | undefined
  /** The number of the earlier publication whose bytes these are: somebody has gone back to it. */
  readonly restores?: number | undefined
  /** In bytes, as the payload lies there. */
  readonly size: number
  readonly encoding?: (typeof ENCODINGS)[number] | undefined
  readonly mediaType?: string | undefined
  /** ISO 8601. */
  readonly createdAt: string
  /** From when on it must not be taken any more; ISO 8601. Absent: it stays good. */
  readonly expires?: string | undefined
  /** The best first. */
  readonly deltas?: readonly DeltaRef[] | undefined
  readonly recordDeltas?: readonly RecordDeltaRef[] | undefined
  /** Who made it of what, in words. */
  readonly provenance?: Readonly<Record<string, string>> | undefined
}

type Check = (value: unknown) => boolean

const MOST_DELTAS = 32
const MOST_WORDS = 32
const DIGEST = /^[0-9a-f]{64}$/
const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const isNumber: Check = (value) => isCount(value) && value !== 0
const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value !== '' && value.length <= most
const isDigest: Check = (value) => typeof value === 'string' && DIGEST.test(value)
const isMoment: Check = (value) =>
  typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value))
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isProvenance: Check = (value) =>
  isRecord(value) &&
  Object.keys(value).length <= MOST_WORDS &&
  Object.entries(value).every(([name, words]) => isText(name, 100) && isText(words, 1000))

const DELTA: Readonly<Record<keyof DeltaRef, Check>> = {
  from: isDigest,
  format: (value) => value === 'zstd',
  sha256: isDigest,
  size: isNumber,
  windowLog: (value) => isNumber(value) && (value as number) >= 10 && (value as number) <= 31,
}

const RECORD_DELTA: Readonly<Record<keyof RecordDeltaRef, Check>> = {
  from: isDigest,
  decoder: isDigest,
  sha256: isDigest,
  size: isNumber,
  unpacked: isNumber,
  result: isDigest,
}

const listOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length <= MOST_DELTAS &&
    value.every((one) => isRecord(one) && Object.entries(checks).every(([name, check]) => check(one[name])))

const REQUIRED: Readonly<Record<string, Check>> = {
  term: (value) => typeof value === 'string' && NAME.test(value),
  seq: isNumber,
  sha256: isDigest,
  size: isCount,
  createdAt: isMoment,
}

const OPTIONAL: Readonly<Record<string, Check>> = {
  minSeq: isNumber,
  follows: isNumber,
  restores: isNumber,
  encoding: (value) => ENCODINGS.some((one) => one === value),
  mediaType: (value) => isText(value, 200),
  expires: isMoment,
  deltas: listOf(DELTA),
  recordDeltas: listOf(RECORD_DELTA),
  provenance: isProvenance,
}

/**
 * Reads the text of a manifest. What it doesn't know is left out, so that later versions may say more under the same `schema`.
 *
 * @throws TermError `ERR_TERM_PROTOCOL` that names the part which is wrong, and nothing of what is there
 */
export function readManifest(text: string): Manifest {
  const document = documentIn(text)
  if (document.schema !== 1)
    throw malformedPublication('the manifest is of a schema that this version does not know')
  const parts: Record<string, unknown> = { schema: 1 }
  for (const [name, check] of Object.entries({ ...REQUIRED, ...OPTIONAL })) {
    const value = document[name]
    if (value === undefined && Object.hasOwn(OPTIONAL, name)) continue
    if (!check(value)) throw malformedPublication(`\`${name}\` of the manifest is missing or malformed`)
    parts[name] = value
  }
  // Nobody could ever take it again, nor any of those that follow up to there.
  if ((parts.minSeq as number) > (parts.seq as number))
    throw malformedPublication('`minSeq` of the manifest withdraws the publication itself')
  return frozenCopy(parts) as unknown as Manifest
}

/** The first of these parts that no manifest could have. */
export const malformedPart = (parts: Readonly<Partial<Manifest>>): keyof Manifest | undefined =>
  (Object.keys(parts) as (keyof Manifest)[]).find(
    (name) => parts[name] !== undefined && OPTIONAL[name]?.(parts[name]) === false,
  )

function documentIn(text: string): Readonly<Record<string, unknown>> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw malformedPublication('the manifest is no JSON', cause)
  }
  if (!isRecord(document)) throw malformedPublication('the manifest is no object')
  return document
}

/**
 * The text of a manifest: what is signed, byte by byte.
 *
 * @throws TermError `ERR_TERM_PROTOCOL` for what no reader would take
 */
export const writeManifest = (manifest: Manifest): string =>
  `${JSON.stringify(readManifest(JSON.stringify(manifest)), null, 1)}\n`
