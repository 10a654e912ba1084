/** Tells the converter the columns of a document, and what the fields of each become. @module */

import { outOfMemory } from '../scanner/faults.ts'
import type { CsvExports } from './csv-exports.ts'
import { CELL, GUESS } from './protocol.ts'

/** `guess`: it is looked at what the fields could be. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'guess'

/** A converter that is to read a header makes an array of it: two columns, of which the second stands for all others. */
export const setHeader = (converter: CsvExports): void =>
  setLeads(converter, [
    ['["', CELL.text],
    [',"', CELL.text],
  ])

/** What stands before each value of a record in JSON is written down once. */
export function setColumns(
  converter: CsvExports,
  names: readonly string[],
  kinds: readonly ColumnKind[],
): void {
  const leads = names.map((name, at) => {
    const kind = kinds[at] as ColumnKind
    const lead = `${at === 0 ? '{' : ','}${JSON.stringify(name)}:${kind === 'text' ? '"' : ''}`
    return [kind === 'guess' ? '' : lead, CELL[kind]] as const
  })
  setLeads(converter, leads)
}

function setLeads(converter: CsvExports, leads: readonly (readonly [string, number])[]): void {
  const bytes = leads.map(([lead]) => Buffer.from(lead))
  const size = bytes.reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (converter.startColumns(leads.length, size) === 0) throw outOfMemory()
  for (const [at, [, kind]] of leads.entries()) {
    const lead = bytes[at] as Buffer
    const address = converter.column(at, kind, lead.byteLength) >>> 0
    new Uint8Array(converter.memory.buffer, address).set(lead)
  }
}

/** What the columns could be that were guessed, when all rows are behind. A column without any value is text. */
export const guessedKinds = (converter: CsvExports, count: number): ColumnKind[] =>
  Array.from({ length: count }, (_, at) => {
    const guess = converter.guessOf(at)
    if ((guess & GUESS.filled) === 0) return 'text'
    if ((guess & GUESS.number) !== 0) return 'number'
    return (guess & GUESS.boolean) === 0 ? 'text' : 'boolean'
  })
