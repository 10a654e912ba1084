/** Feeds a document of texts to the scanner, piece by piece. @module */

import { indivisible, MOST_IN_A_TURN } from '../../indivisible.ts'
import { encodeWtf8 } from '../format/wtf8.ts'
import type { ScannerExports } from './exports.ts'
import { cutShort, malformed, outOfMemory } from './faults.ts'
import { SINK, STATUS, TEXTS } from './protocol.ts'
import type { Pieces } from './start-scan.ts'

/** Small enough that the scanner finds in the cache what was just copied. */
const STEP = 256 * 1024
/** To index so many entries takes about 4 ms. */
const MOST_ENTRIES_IN_A_TURN = 100_000

export interface TextsForm {
  readonly format: 'lines' | 'json'
  readonly trim: boolean
  readonly caseless: boolean
  /** What a comment begins with; left out: there are none. */
  readonly comments?: string | undefined
}

/**
 * Takes all bytes of the document; its texts are staged then.
 *
 * @throws TermError; where turns are shared, also what `isIndivisible` knows
 */
export async function scanTexts(
  scanner: ScannerExports,
  pieces: Pieces,
  form: TextsForm,
  seed: readonly [number, number],
  inTurns: boolean,
): Promise<void> {
  const most = inTurns ? MOST_IN_A_TURN.spans : Number.POSITIVE_INFINITY
  const mostEntries = inTurns ? MOST_ENTRIES_IN_A_TURN : Number.POSITIVE_INFINITY
  let total = 0
  let whole = { rows: 0, at: 0 }
  start(scanner, form, seed)

  function scan(bytes: number, isLast: boolean): void {
    const status = scanner.scanTexts(bytes, isLast)
    if (status === STATUS.full) throw outOfMemory()
    if (status === STATUS.bad) throw faultOf(scanner, form, total)
  }

  for await (const piece of pieces) {
    for (let from = 0; from < piece.byteLength; from += STEP) {
      const step = piece.subarray(from, from + STEP)
      const at = scanner.reserve(step.byteLength) >>> 0
      if (at === 0) throw outOfMemory()
      new Uint8Array(scanner.memory.buffer, at).set(step)
      total += step.byteLength
      scan(step.byteLength, false)
      const rows = scanner.rows.value >>> 0
      if (rows > mostEntries) throw indivisible()
      if (rows !== whole.rows) whole = { rows, at: total }
      else if (total - whole.at > most) throw indivisible()
    }
  }
  if (scanner.reserve(0) === 0) throw outOfMemory()
  scan(0, true)
}

function start(scanner: ScannerExports, form: TextsForm, seed: readonly [number, number]): void {
  const { format, trim, caseless, comments = '' } = form
  scanner.start(SINK.spans, seed[0], seed[1])
  const bytes = new Uint8Array(comments.length * 3)
  const mark = bytes.subarray(0, encodeWtf8(comments, bytes))
  const how = (format === 'json' ? TEXTS.json : 0) | (trim ? TEXTS.trim : 0) | (caseless ? TEXTS.caseless : 0)
  const at = scanner.startTexts(how, mark.byteLength) >>> 0
  if (at === 0) throw outOfMemory()
  new Uint8Array(scanner.memory.buffer, at).set(mark)
}

function faultOf(scanner: ScannerExports, { format }: TextsForm, total: number): Error {
  const offset = scanner.faultOffset()
  const place =
    format === 'json'
      ? ({ offset, record: (scanner.rows.value >>> 0) + 1, of: 'entry' } as const)
      : ({ offset, record: (scanner.linesRead.value >>> 0) + 1, of: 'line' } as const)
  return offset === total ? cutShort(place) : malformed(scanner.fault.value, place)
}
