/** Takes columns out of the scanner's memory, each in the narrowest form that has room for its values. @module */

import { isAscii } from 'node:buffer'
import type { TimeSlice } from '../../../../base/time-slice.ts'
import type {
  Absent,
  BooleanNode,
  ColumnNode,
  JsonNode,
  ListNode,
  NumberNode,
  ObjectNode,
  StringNode,
} from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { KIND } from '../../scanner/protocol.ts'
import type { Plan } from '../plan/index.ts'
import { sharedBytes, sharedWords } from '../shared-memory.ts'
import { numberForm } from './number-form.ts'

/** A column in the scanner's memory. */
export interface MadeColumn {
  readonly at: number
  readonly kind: Exclude<Plan['kind'], 'map'>
  readonly fields: readonly { readonly name: string; readonly column: MadeColumn }[]
  readonly item: MadeColumn | undefined
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
  if (column.kind === 'string' || column.kind === 'json') return textsNode(wasm, column.at, rows, column.kind)
  if (column.kind === 'list') return listNode(wasm, column, rows, turn)
  return column.kind === 'object' ? objectNode(wasm, column, turn) : { kind: 'key' }
}

function numberNode(wasm: ColumnExports, column: number, rows: number): NumberNode {
  const decimals = wasm.measure(column)
  const { form, Values, power } = numberForm(decimals, wasm.least.value, wasm.greatest.value)
  const values = shared<Values>(Values, rows)
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

function textsNode(
  wasm: ColumnExports,
  column: number,
  rows: number,
  kind: 'string' | 'json',
): StringNode | JsonNode {
  const texts = wasm.distinctTexts(column) >>> 0
  const width = texts <= 1 << 8 ? 1 : texts <= 1 << 16 ? 2 : 4
  const codes = shared<StringNode['codes']>(
    width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array,
    rows,
  )
  wasm.openColumn(column)
  copyChunks(wasm, codes, () => wasm.nextCodes(width))
  return { kind, codes, ...textsOf(wasm, column, texts) }
}

function textsOf(wasm: ColumnExports, column: number, count: number) {
  const offsets = sharedWords(count + 1)
  const bytes = sharedBytes(wasm.bytesOfTexts(column) >>> 0)
  const { buffer } = wasm.memory
  let filled = 0
  wasm.openTexts(column)
  copyChunks(wasm, offsets.subarray(1), () => {
    const ends = wasm.nextTexts()
    if (ends === 0) return 0
    const part = new Uint8Array(buffer, wasm.textsAt.value >>> 0, wasm.textsBytes.value >>> 0)
    bytes.set(part, filled)
    filled += part.length
    return ends
  })
  return { offsets, bytes, ascii: isAscii(bytes) }
}

async function listNode(
  wasm: ColumnExports,
  { at, item }: MadeColumn,
  rows: number,
  turn: TimeSlice,
): Promise<ListNode> {
  const node = (item && (await takeColumns(wasm, item, turn))) ?? { kind: 'null' }
  const count = wasm.evenCount(at)
  if (count >= 0) return { kind: 'list', item: node, offsets: count }
  const offsets = sharedWords(rows + 1)
  wasm.openColumn(at)
  copyChunks(wasm, offsets.subarray(1), () => wasm.nextEnds())
  return { kind: 'list', item: node, offsets }
}

async function objectNode(wasm: ColumnExports, { fields }: MadeColumn, turn: TimeSlice): Promise<ObjectNode> {
  const present: { name: string; node: ColumnNode }[] = []
  for (const { name, column } of fields) {
    const node = await takeColumns(wasm, column, turn)
    if (node !== undefined) present.push({ name, node })
  }
  return { kind: 'object', fields: present }
}

function absentOf(wasm: ColumnExports, { at, kind }: MadeColumn, rows: number): Absent {
  const absent = sharedBytes(rows)
  wasm.openColumn(at)
  copyChunks(wasm, absent, () => wasm.nextAbsent(KIND[kind]))
  return absent
}

type Values = NumberNode['values']

interface SharedType {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): unknown
}

const shared = <V extends Values>(Type: SharedType, length: number): V =>
  new Type(sharedBytes(length * Type.BYTES_PER_ELEMENT).buffer) as V

/** Copies chunk by chunk: `next` fills the scratch, and returns with how many elements. */
function copyChunks(wasm: ColumnExports, target: Values, next: () => number): void {
  const Type = target.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Values
  const { buffer } = wasm.memory
  const from = wasm.scratch.value >>> 0
  for (let at = 0, count = next(); count > 0; count = next()) {
    target.set(new Type(buffer, from, count), at)
    at += count
  }
}
