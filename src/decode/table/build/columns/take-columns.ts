/** Takes columns out of the scanner's memory, each in the narrowest form that has room for its values. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type {
  Absent,
  BooleanNode,
  ColumnNode,
  ListNode,
  MapNode,
  NumberNode,
  ObjectNode,
} from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { KIND } from '../../scanner/protocol.ts'
import type { Plan } from '../plan/index.ts'
import { sharedBytes, sharedWords } from '../shared-memory.ts'
import { copyChunks, sharedOf } from './copy-chunks.ts'
import { numberForm } from './number-form.ts'
import { takeOrders } from './take-orders.ts'
import { takeTexts } from './take-texts.ts'

/** A column in the scanner's memory. */
export interface MadeColumn {
  readonly at: number
  readonly kind: Plan['kind']
  /** Why it is JSON, or an open map, in words. */
  readonly why: string | undefined
  readonly fields: readonly { readonly name: string; readonly column: MadeColumn }[]
  /** The items of lists, or the values of maps. */
  readonly item: MadeColumn | undefined
  /** The column of the names in maps; 0 for anything else. */
  readonly names: number
}

/** The column as a table keeps it; `undefined` for one that no row has. */
export async function takeColumns(
  wasm: ColumnExports,
  column: MadeColumn,
  turn: TimeSlice,
): Promise<ColumnNode | undefined> {
  await turn.pass()
  const { at } = column
  const rows = wasm.rowsOf(at) >>> 0
  const nulls = wasm.absences(at, ABSENCE.null) >>> 0
  const missing = wasm.absences(at, ABSENCE.missing) >>> 0
  const empty = nulls + missing + (wasm.absences(at, ABSENCE.blank) >>> 0)
  if (missing > 0 && nulls === 0 && empty === rows) return undefined
  const node: ColumnNode = empty === rows ? { kind: 'null' } : await present(wasm, column, rows, turn)
  // Where all rows are `null`, there is nothing to tell apart.
  const isMixed = missing > 0 || (nulls > 0 && empty < rows)
  return isMixed ? { ...node, absent: absentOf(wasm, column, rows) } : node
}

async function present(
  wasm: ColumnExports,
  column: MadeColumn,
  rows: number,
  turn: TimeSlice,
): Promise<ColumnNode> {
  if (column.kind === 'number') return numberNode(wasm, column.at, rows)
  if (column.kind === 'boolean') return booleanNode(wasm, column.at, rows)
  if (column.kind === 'string') return { kind: 'string', ...takeTexts(wasm, column.at, rows) }
  if (column.kind === 'json') return { kind: 'json', why: column.why, ...takeTexts(wasm, column.at, rows) }
  if (column.kind === 'list') return { kind: 'list', ...(await itemsOf(wasm, column, rows, turn)) }
  if (column.kind === 'map') return mapNode(wasm, column, rows, turn)
  return column.kind === 'object' ? objectNode(wasm, column, rows, turn) : { kind: 'key' }
}

function numberNode(wasm: ColumnExports, column: number, rows: number): NumberNode {
  const decimals = wasm.measure(column)
  const { form, Values, power } = numberForm(decimals, wasm.least.value, wasm.greatest.value)
  const values = sharedOf<NumberNode['values']>(Values, rows)
  wasm.openColumn(column)
  copyChunks(wasm, values, () => wasm.nextNumbers(form, power))
  return power === 1 ? { kind: 'number', values } : { kind: 'number', values, divisor: power }
}

function booleanNode(wasm: ColumnExports, column: number, rows: number): BooleanNode {
  const bits = sharedBytes((rows + 7) >>> 3)
  wasm.openColumn(column)
  copyChunks(wasm, bits, () => wasm.nextBits())
  return { kind: 'boolean', bits }
}

async function itemsOf(
  wasm: ColumnExports,
  { at, item }: MadeColumn,
  rows: number,
  turn: TimeSlice,
): Promise<Pick<ListNode, 'item' | 'offsets'>> {
  const node = (item && (await takeColumns(wasm, item, turn))) ?? { kind: 'null' }
  const count = wasm.evenCount(at)
  if (count >= 0) return { item: node, offsets: count }
  const offsets = sharedWords(rows + 1)
  wasm.openColumn(at)
  copyChunks(wasm, offsets.subarray(1), () => wasm.nextEnds())
  return { item: node, offsets }
}

async function mapNode(
  wasm: ColumnExports,
  column: MadeColumn,
  rows: number,
  turn: TimeSlice,
): Promise<MapNode> {
  const { item, offsets } = await itemsOf(wasm, column, rows, turn)
  await turn.pass()
  const names = takeTexts(wasm, column.names, wasm.rowsOf(column.names) >>> 0)
  return { kind: 'map', why: column.why, names: { kind: 'string', ...names }, value: item, offsets }
}

async function objectNode(
  wasm: ColumnExports,
  { at, fields }: MadeColumn,
  rows: number,
  turn: TimeSlice,
): Promise<ObjectNode> {
  const present: { name: string; node: ColumnNode }[] = []
  const numbers: number[] = []
  for (const { name, column } of fields) {
    const node = await takeColumns(wasm, column, turn)
    numbers.push(present.length)
    if (node !== undefined) present.push({ name, node })
  }
  const orders = takeOrders(wasm, at, rows, numbers)
  return { kind: 'object', fields: present, ...(orders && { orders }) }
}

function absentOf(wasm: ColumnExports, { at, kind }: MadeColumn, rows: number): Absent {
  const absent = sharedBytes(rows)
  wasm.openColumn(at)
  copyChunks(wasm, absent, () => wasm.nextAbsent(KIND[kind]))
  return absent
}
