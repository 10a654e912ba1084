/** A document of CSV as lines of JSON, which can be read as often as the document itself. @module */

import type { TermError } from '../../../base/errors.ts'
import { allTime, type TimeSlice } from '../../../base/time-slice.ts'
import { indivisible } from '../../indivisible.ts'
import type { CsvHow } from '../contract.ts'
import { placeIn, refused } from '../scanner/faults.ts'
import type { Pieces } from '../scanner/start-scan.ts'
import { type ColumnKind, guessedKinds } from './csv-columns.ts'
import { noRows, notInHeader, separatorMeant, tooLargeAsJson } from './csv-faults.ts'
import { csvPass, taken } from './csv-pass.ts'
import { OUTCOME } from './protocol.ts'

/** A name of 30 KB stands in each row as JSON: what a document comes to is bounded, and where turns are shared closely. */
const MOST_JSON = 2 ** 32
const MOST_JSON_IN_TURNS = 16 * 2 ** 20

export interface CsvSource {
  /** An object for each row, each in a line of its own. */
  lines(): Pieces
  /** What the values of columns are that aren't text, by name; known when the first line is there. */
  types(): ReadonlyMap<string, 'number' | 'boolean'>
  /** What was thrown because of the lines; where it tells a place, that in the document. */
  placed(error: unknown): Promise<unknown>
}

export function csvSource(pieces: () => Pieces, how: CsvHow, turn: TimeSlice = allTime): CsvSource {
  const { types } = how
  let guessed: readonly ColumnKind[] | undefined
  let header: readonly string[] = []
  let isEmpty = false
  let typed: ReadonlyMap<string, 'number' | 'boolean'> = new Map()
  const kindsOf = (names: readonly string[]) => {
    const kinds = guessed ?? named(names, types === 'infer' ? {} : types)
    header = names
    typed = typesOf(names, kinds)
    return kinds
  }
  const most = turn.isShared ? MOST_JSON_IN_TURNS : MOST_JSON

  async function guess(): Promise<readonly ColumnKind[]> {
    const all = (names: readonly string[]) => names.map((): ColumnKind => 'guess')
    const { converter, names, outcomes } = csvPass(pieces(), how, all, turn)
    for await (const _ of outcomes) converter.output()
    return guessedKinds(converter, names().length)
  }

  async function* lines(): AsyncGenerator<Uint8Array> {
    if (types === 'infer') guessed ??= await guess()
    const { converter, outcomes } = csvPass(pieces(), how, kindsOf, turn)
    let size = 0
    for await (const _ of outcomes) {
      // A copy, as readers hold pieces.
      const piece = taken(converter).slice()
      size += piece.byteLength
      if (size >= most) throw turn.isShared ? indivisible() : tooLargeAsJson()
      if (piece.byteLength > 0) yield piece
    }
    isEmpty = size === 0
  }

  /** Where a row begins, of which the first is 0. */
  async function offsetOf(row: number): Promise<number> {
    const { converter, outcomes } = csvPass(pieces(), how, kindsOf, turn)
    converter.seek(row)
    for await (const outcome of outcomes) {
      if (outcome === OUTCOME.found) break
      converter.output()
    }
    return converter.position()
  }

  return {
    lines,
    types: () => typed,
    async placed(error) {
      const { message, place } = placeIn(error) ?? {}
      if (message === undefined || place?.record === undefined) return error
      if (isEmpty) return noRows(how.header === true)
      const there = { record: place.record, offset: await offsetOf(place.record - 1) }
      const { cause, hopeless } = error as TermError
      return refused(message + separatorMeant(header), there, { cause, hopeless })
    },
  }
}

/** Builds something of the lines, and says of what it refuses where that is in the document. */
export const fromCsv = <T>(source: CsvSource, build: (source: CsvSource) => Promise<T>): Promise<T> =>
  build(source).catch(async (error: unknown) => {
    throw await source.placed(error)
  })

function typesOf(names: readonly string[], kinds: readonly ColumnKind[]): ReturnType<CsvSource['types']> {
  const typed = new Map<string, 'number' | 'boolean'>()
  for (const [at, kind] of kinds.entries())
    if (kind === 'number' || kind === 'boolean') typed.set(names[at] as string, kind)
  return typed
}

/** The kinds that were asked for by name. */
function named(names: readonly string[], types: Readonly<Record<string, ColumnKind>>): readonly ColumnKind[] {
  const stray = Object.keys(types).find((name) => !names.includes(name))
  if (stray !== undefined) throw notInHeader(stray, names)
  return names.map((name) => (Object.hasOwn(types, name) ? (types[name] as ColumnKind) : 'text'))
}
