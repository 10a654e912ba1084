/** Tables of records of all kinds, and the versions that follow them. @module */

import type { TableParts } from '../../src/decode/table/format/table-parts.ts'
import { openTable } from '../../src/decode/table/read/open-table.ts'
import { type MadeRecordDelta, madeRecordDelta } from '../../src/decode/table/record-delta/index.ts'
import { partsOf } from './built-tables.ts'

export type Records = ReadonlyMap<string, unknown>
export type Dice = (below: number) => number

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) % below) | 0
  }
}

const WORDS = ['alpha', 'bravo', 'größe', 'delta', '鳥', 'foxtrot', 'golf', '']

/** A record with columns of each kind: texts, numbers, booleans, what may be missing, lists, objects, and what has no one kind. */
export function drawnRecord(dice: Dice, id: string): Record<string, unknown> {
  const word = () => WORDS[dice(WORDS.length)]
  const record: Record<string, unknown> = {
    id,
    name: `${word()} ${word()} ${dice(50)}`,
    price: dice(100_000) / 100,
    stock: dice(300) - 20,
    ratio: dice(7) / 7,
    active: dice(2) === 0,
    note: dice(3) === 0 ? null : word(),
    pair: [dice(9), dice(9)],
    tags: Array.from({ length: dice(4) }, word),
    dims: dice(5) === 0 ? null : { w: dice(70_000), label: word() },
    odd: dice(2) === 0 ? dice(9) : `${word()}`,
  }
  if (dice(4) === 0) delete record.note
  return record
}

export const drawnRecords = (dice: Dice, count: number): Records =>
  new Map(Array.from({ length: count }, (_, i) => [`k${i}`, drawnRecord(dice, `k${i}`)]))

export interface Turnover {
  /** One in so many; 0: none. */
  readonly changed: number
  readonly removed: number
  readonly added: number
}

export function nextRecords(dice: Dice, before: Records, { changed, removed, added }: Turnover): Records {
  const happens = (one: number) => one > 0 && dice(one) === 0
  const after = new Map<string, unknown>()
  for (const [key, record] of before) {
    if (happens(added)) {
      const fresh = `n${dice(2 ** 31)}`
      after.set(fresh, drawnRecord(dice, fresh))
    }
    if (!happens(removed)) after.set(key, happens(changed) ? drawnRecord(dice, key) : record)
  }
  return after
}

export const documentOf = (records: Records): string => JSON.stringify(Object.fromEntries(records))

export const tableOf = (records: Records): Promise<TableParts> =>
  partsOf(documentOf(records), { columns: true })

export const readBack = (parts: TableParts): unknown => Object.fromEntries(openTable<unknown>(parts))

/** @throws Error why there is none */
export async function recordDeltaOfTables(before: TableParts, after: TableParts): Promise<MadeRecordDelta> {
  const made = await madeRecordDelta(before, after)
  if (typeof made === 'string') throw new Error(`There is no delta of records: ${made}`)
  return made
}
