/** What users get: the records that were found, none of which is built before it is asked for. @module */

import { unexpected } from '../../../../base/unexpected.ts'
import type { FoundRecords } from '../../contract.ts'
import { type FoundRows, NOTHING, oneRow } from './found-rows.ts'

/** Reads what is in a row. */
export interface RowReader<Row, Key> {
  record(row: number): Row
  key(row: number): Key
  field(path: readonly string[]): (row: number) => unknown
}

/** Where the records come from: the rows are looked for when something is asked for, and once. */
interface Search {
  readonly reader: RowReader<unknown, unknown>
  readonly find: () => FoundRows
  found: FoundRows | undefined
}

const SEARCH = Symbol('search')

interface Searching {
  readonly [SEARCH]: Search
}

export const foundOf = <Row, Key>(
  reader: RowReader<Row, Key>,
  find: () => FoundRows,
): FoundRecords<Row, Key> => {
  // A fourth of what it costs to give an object another prototype: a question is asked in some hundred nanoseconds.
  const records = Object.create(METHODS)
  records[SEARCH] = { reader, find, found: undefined } satisfies Search
  return records
}

function rowsOf(search: Search): FoundRows {
  search.found ??= search.find()
  return search.found
}

function* each<T>(search: Search, read: (row: number) => T): Generator<T> {
  for (const row of rowsOf(search).rows()) yield read(row)
}

/** They are shared by all that is found, so that finding something costs no closure for each of them. */
const METHODS = {
  get size(): number {
    return rowsOf((this as unknown as Searching)[SEARCH]).size()
  },
  first(this: Searching) {
    const search = this[SEARCH]
    const row = rowsOf(search).first()
    return row < 0 ? undefined : search.reader.record(row)
  },
  values(this: Searching) {
    return each(this[SEARCH], this[SEARCH].reader.record)
  },
  [Symbol.iterator](this: Searching) {
    return each(this[SEARCH], this[SEARCH].reader.record)
  },
  keys(this: Searching) {
    return each(this[SEARCH], this[SEARCH].reader.key)
  },
  entries(this: Searching) {
    const { record, key } = this[SEARCH].reader
    return each(this[SEARCH], (row) => [key(row), record(row)])
  },
  rows(this: Searching): Uint32Array {
    return rowsOf(this[SEARCH]).rows().slice()
  },
  column(this: Searching, ...path: string[]) {
    const read = this[SEARCH].reader.field(path)
    return { values: () => each(this[SEARCH], read) }
  },
  limit(this: Searching, count: number, skip = 0) {
    checkCount('count', count)
    checkCount('skip', skip)
    const search = this[SEARCH]
    return foundOf(search.reader, () => partOf(rowsOf(search), skip, skip + count))
  },
}

function partOf(found: FoundRows, start: number, end: number): FoundRows {
  if (start === 0 && end === 1) return firstOf(found)
  return {
    size: () => Math.max(0, Math.min(end, found.size()) - start),
    first: () => (start === 0 && end > 0 ? found.first() : (found.rows().subarray(start, end)[0] ?? -1)),
    rows: () => found.rows().subarray(start, end),
  }
}

/** Who wants the first alone doesn't ask where the last is. */
function firstOf(found: FoundRows): FoundRows {
  const first = found.first()
  return first < 0 ? NOTHING : oneRow(first)
}

function checkCount(option: string, count: unknown): void {
  if (count === Number.POSITIVE_INFINITY) return
  if (!Number.isSafeInteger(count) || (count as number) < 0)
    throw unexpected('limit', option, 'a whole number, at least 0', count)
}
