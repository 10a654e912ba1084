/** Feeds a document to the scanner, piece by piece. @module */

import { indivisible, MOST_IN_A_TURN } from '../../indivisible.ts'
import type { ScannerExports } from './exports.ts'
import { faultOf } from './fault-of.ts'
import { keyedByNames, outOfMemory, type Place, wrapped } from './faults.ts'
import { type Look, lookOf } from './look.ts'
import { nameKey } from './name-key.ts'
import { placeRecords } from './place-records.ts'
import { SINK, STATUS } from './protocol.ts'
import type { Reading } from './reading.ts'

/** A document, from its beginning. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Small enough that the scanner finds in the cache what was just copied. */
const STEP = 256 * 1024

export interface ScanOptions {
  /** The scanner notes the spans of records, encodes them into columns, or stops at each. */
  readonly sink: keyof typeof SINK
  readonly reading: Reading
  readonly seed: readonly [number, number]
  /** Is a record refused that is too large for one turn of the event loop? */
  readonly inTurns?: boolean | undefined
}

/** A record in JSON that has been checked. */
export interface RecordText {
  /** Its key in bytes without escapes; `undefined` for one that has none. */
  readonly key: Buffer | undefined
  /** `undefined` for one that is too large to be looked at. */
  readonly text: Buffer | undefined
}

/** A record that the scan stopped at: its text lies in the scanner's memory until the scan goes on. */
export type Stop = Place & RecordText & { readonly record: number }

/** In bytes: a larger record isn't looked at, as its document is read twice as fast as its shape. */
const MOST_READ = 4 * 2 ** 20

export interface Scan {
  /**
   * Takes the next bytes, and yields each record that the scan is to stop at, or that no column has room for.
   *
   * @throws TermError, or what `isIndivisible` knows
   */
  take(bytes: Uint8Array): Iterable<Stop>
  /** Tells the scanner that the document is at its end, and yields what `take` yields. */
  end(): Iterable<Stop>
}

export function startScan(
  scanner: ScannerExports,
  { sink, reading, seed, inTurns = false }: ScanOptions,
): Scan {
  let total = 0
  let whole = { rows: 0, at: 0 }
  const most = inTurns ? MOST_IN_A_TURN[sink] : Number.POSITIVE_INFINITY
  scanner.start(SINK[sink], seed[0], seed[1])
  if (reading.key !== undefined) nameKey(scanner, reading.key)
  if (reading.isByPosition) scanner.byPosition()
  placeRecords(scanner, reading)
  const look = reading.isWatched ? lookOf(scanner, reading) : undefined

  function* scan(bytes: number, isLast: boolean): Generator<Stop> {
    let status = scanner.scan(bytes, isLast)
    for (; status === STATUS.stopped || status === STATUS.look; status = scanner.scan(0, isLast)) {
      look?.see()
      if (status === STATUS.stopped) yield stopOf(scanner, reading)
    }
    if (status === STATUS.full) throw outOfMemory()
    if (status === STATUS.bad) throw faultOf(scanner, reading, total, look)
    if (status === STATUS.done && look !== undefined) checkOutline(look, reading)
  }

  return {
    *take(bytes) {
      for (let from = 0; from < bytes.byteLength; from += STEP) {
        const step = bytes.subarray(from, from + STEP)
        const at = scanner.reserve(step.byteLength) >>> 0
        if (at === 0) throw outOfMemory()
        new Uint8Array(scanner.memory.buffer, at).set(step)
        total += step.byteLength
        yield* scan(step.byteLength, false)
        const rows = scanner.rows.value >>> 0
        if (rows !== whole.rows) whole = { rows, at: total }
        else if (total - whole.at > most) throw indivisible()
      }
    },
    *end() {
      if (scanner.reserve(0) === 0) throw outOfMemory()
      yield* scan(0, true)
    },
  }
}

/** @throws TermError for a wrapper, and for records by their names where none were expected */
function checkOutline(look: Look, { key, isByPosition }: Reading): void {
  // Each record has its key, or the scanner would have stopped: the only one, too, is no wrapper.
  if (key !== undefined) return
  const path = look.path()
  if (path !== undefined) throw wrapped(path, isByPosition === true)
  // A record that has its key is what it was said to be.
  if (isByPosition === true && look.isKeyed()) throw keyedByNames()
}

function stopOf(scanner: ScannerExports, { isByPosition }: Reading): Stop {
  const { buffer } = scanner.memory
  const start = scanner.recordAt.value >>> 0
  const size = (scanner.recordEnd.value >>> 0) - start
  return {
    offset: scanner.recordOffset(),
    record: scanner.rows.value >>> 0,
    key: isByPosition
      ? undefined
      : Buffer.from(buffer, scanner.recordKey.value >>> 0, scanner.recordKeyLength.value),
    text: size > MOST_READ ? undefined : Buffer.from(buffer, start, size),
  }
}
