/** Leads a document of CSV through the converter once, and tells what comes of it. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { piecesOfSize } from '../../join.ts'
import type { CsvHow } from '../contract.ts'
import type { Pieces } from '../scanner/start-scan.ts'
import { type ColumnKind, setColumns, setHeader } from './csv-columns.ts'
import type { CsvExports } from './csv-exports.ts'
import { flawed, longHeader, noHeader, separatorMeant, twiceInHeader } from './csv-faults.ts'
import { newConverter } from './csv-instance.ts'
import { OUTCOME, ROOM } from './protocol.ts'

export interface CsvPass {
  readonly converter: CsvExports
  /** Known from the header on. */
  names(): readonly string[]
  /**
   * Reads on until the output is full, the row that was looked for is found, or the document is at its end; each time it says
   * which, as one of `OUTCOME`.
   *
   * @throws TermError `ERR_TERM_DESERIALIZE`
   */
  readonly outcomes: AsyncGenerator<number>
}

/** Begins a pass over a document whose columns are of these kinds. */
export function csvPass(
  pieces: Pieces,
  how: CsvHow,
  kindsOf: (names: readonly string[]) => readonly ColumnKind[],
  turn: TimeSlice,
): CsvPass {
  const converter = newConverter()
  let names: readonly string[] | undefined
  const { header, separator, quotes, decimal } = how
  converter.start(header === true, separator.charCodeAt(0), quotes, decimal.charCodeAt(0))
  if (header === true) setHeader(converter)
  else begin(header)
  return { converter, names: () => names ?? [], outcomes: outcomes() }

  function begin(found: readonly string[]): void {
    names = found
    setColumns(converter, found, kindsOf(found))
  }

  async function* outcomes(): AsyncGenerator<number> {
    for await (const piece of pieces) {
      for (const step of piecesOfSize(piece, ROOM.input)) {
        await turn.pass()
        const at = converter.input() >>> 0
        new Uint8Array(converter.memory.buffer, at).set(step)
        for (const outcome of converted(step.byteLength, false)) yield outcome
      }
    }
    converter.input()
    for (const outcome of converted(0, true)) yield outcome
    if (names === undefined) throw noHeader()
    yield OUTCOME.done
  }

  function* converted(bytes: number, isLast: boolean): Generator<number> {
    let outcome = converter.convert(bytes, isLast)
    for (; outcome !== OUTCOME.more && outcome !== OUTCOME.done; outcome = converter.convert(0, isLast)) {
      if (outcome === OUTCOME.bad) throw flaw()
      if (outcome === OUTCOME.header) begin(headerOf(converter))
      else if (names === undefined) throw longHeader(ROOM.output)
      else yield outcome
    }
  }

  function flaw(): Error {
    const record = names === undefined ? 0 : (converter.rows.value >>> 0) + 1
    const column = names?.[converter.faultColumn()] ?? ''
    const place = { offset: converter.faultOffset(), record }
    const hint = separatorMeant(names ?? [])
    return flawed(converter.fault.value, { columns: names?.length ?? 0, column, hint }, place)
  }
}

/** The names in the header, which the converter has just made into JSON. */
function headerOf(converter: CsvExports): readonly string[] {
  const names = JSON.parse(takenText(converter)) as string[]
  const places = new Map<string, number>()
  for (const [at, name] of names.entries()) {
    const before = places.get(name)
    if (before !== undefined) throw twiceInHeader(before, at)
    places.set(name, at)
  }
  return names
}

/** The output, whose room is free again from here on; the bytes are the converter's own. */
export function taken(converter: CsvExports): Uint8Array {
  const size = converter.outputBytes()
  return new Uint8Array(converter.memory.buffer, converter.output() >>> 0, size)
}

const takenText = (converter: CsvExports): string => Buffer.from(taken(converter)).toString('utf8')
