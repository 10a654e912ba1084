/** Which row before a row is, for the records and for the items of their lists. @module */

import type { ListNode } from '../format/columns.ts'

/** A level of rows: the records, or the items of a list. */
export interface RowsLevel {
  readonly rowsBefore: number
  readonly rows: number
  /** The row before of each row, -1 for a new one; `undefined`: each is the one of its number. */
  readonly from: Int32Array | undefined
  /** The rows that may have other values than before: all others have the same. */
  readonly candidates: Uint32Array
  /** Rows whose object is absent, so that their columns have nothing to say of them; `undefined`: there is none. */
  readonly blank: Uint8Array | undefined
  /** No level has more rows: each takes a byte of a payload at least. */
  readonly most: number
}

export const rowBefore = ({ from }: Pick<RowsLevel, 'from'>, row: number): number =>
  from === undefined ? row : (from[row] as number)

/** Without the rows before that are gone, and with new ones among the others. */
export function rowsFrom(
  rowsBefore: number,
  removed: Uint32Array,
  added: Uint32Array,
): Pick<RowsLevel, 'rows' | 'from'> {
  if (removed.length === 0 && added.length === 0) return { rows: rowsBefore, from: undefined }
  const rows = rowsBefore - removed.length + added.length
  const from = new Int32Array(rows)
  let [old, gone, come] = [0, 0, 0]
  for (let row = 0; row < rows; row++) {
    if (added[come] === row) {
      from[row] = -1
      come++
      continue
    }
    while (removed[gone] === old) {
      old++
      gone++
    }
    from[row] = old++
  }
  return { rows, from }
}

type Offsets = ListNode['offsets']

const startOf = (offsets: Offsets, row: number): number =>
  typeof offsets === 'number' ? offsets * row : (offsets[row] as number)

export const countAt = (offsets: Offsets, row: number): number =>
  typeof offsets === 'number' ? offsets : (offsets[row + 1] as number) - (offsets[row] as number)

/** The items of lists that have so many as before are those; of all others they are new. */
export function itemsLevel(level: RowsLevel, before: Offsets, after: Offsets): RowsLevel {
  const { rows, rowsBefore, candidates } = level
  const total = startOf(after, rows)
  const totalBefore = startOf(before, rowsBefore)
  if (!(total <= level.most)) throw new Error('The delta has more items than there can be')
  const items = itemsOf(candidates, after)
  const made = { rowsBefore: totalBefore, rows: total, candidates: items, blank: undefined, most: level.most }
  if (level.from === undefined && typeof after === 'number' && before === after)
    return { ...made, from: undefined }
  const from = new Int32Array(total)
  let isSame = total === totalBefore
  for (let row = 0; row < rows; row++) {
    const old = rowBefore(level, row)
    const start = startOf(after, row)
    const end = start + countAt(after, row)
    const shift = old >= 0 && countAt(before, old) === end - start ? startOf(before, old) - start : undefined
    if (shift !== 0) isSame &&= start === end
    for (let item = start; item < end; item++) from[item] = shift === undefined ? -1 : item + shift
  }
  return { ...made, from: isSame ? undefined : from }
}

function itemsOf(rows: Uint32Array, offsets: Offsets): Uint32Array {
  let count = 0
  for (const row of rows) count += countAt(offsets, row)
  const items = new Uint32Array(count)
  let next = 0
  for (const row of rows)
    for (let item = startOf(offsets, row), left = countAt(offsets, row); left > 0; left--)
      items[next++] = item++
  return items
}
