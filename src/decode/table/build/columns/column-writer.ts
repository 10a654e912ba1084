/** Makes the columns of a plan in the scanner's memory, and takes them out of it when they have all records. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type { ColumnNode } from '../../format/columns.ts'
import type { KeyPaths } from '../../key-paths.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { KIND } from '../../scanner/protocol.ts'
import type { Plan } from '../plan/index.ts'
import { type MadeColumn, takeColumns } from './take-columns.ts'

export interface ColumnWriter {
  /**
   * To be called after the last record: gives all columns memory that threads share, each in its narrowest form.
   *
   * @throws TermError `ERR_TERM_DECODER` where there isn't memory enough
   */
  finish(turn: TimeSlice): Promise<ColumnNode>
}

/**
 * To be called when the scanner has been started, which from here on encodes what fits the plan. `key` tells where
 * records have their key in them, if they have.
 *
 * @throws RangeError where there is no memory to be had
 */
export function columnWriter(wasm: ColumnExports, plan: Plan, key: KeyPaths = []): ColumnWriter {
  const root = made(wasm, plan, 0)
  for (const [part, names] of key.entries()) markKey(wasm, root, names, part)
  return { finish: async (turn) => (await takeColumns(wasm, root, turn)) ?? { kind: 'null' } }
}

/** Where no column is of that field alone, the scanner looks for it in each record by itself. */
function markKey(wasm: ColumnExports, root: MadeColumn, names: readonly string[], part: number): void {
  let object = root
  for (const [depth, name] of names.entries()) {
    const at = object.fields.findIndex((field) => field.name === name)
    if (at < 0) return
    if (depth === names.length - 1) wasm.markKey(object.at, at, part)
    object = object.fields[at]?.column as MadeColumn
  }
}

/** Makes the parts of a column, which is within so many others, before it: the scanner takes the last one for the root. */
function made(wasm: ColumnExports, plan: Plan, depth: number): MadeColumn {
  const item = plan.kind === 'list' ? made(wasm, plan.item, depth + 1) : undefined
  const parts = plan.kind === 'object' ? plan.fields : []
  const fields = parts.map((field) => ({ name: field.name, column: made(wasm, field.plan, depth + 1) }))
  const at = mustFit(newColumn(wasm, plan, { item, fields: fields.length, depth }))
  for (const { name, column } of fields) addField(wasm, at, name, column.at)
  return { at, kind: plan.kind === 'map' ? 'json' : plan.kind, fields, item }
}

interface Parts {
  readonly item: MadeColumn | undefined
  readonly fields: number
  readonly depth: number
}

function newColumn(wasm: ColumnExports, plan: Plan, { item, fields, depth }: Parts): number {
  if (item !== undefined) return wasm.listColumn(item.at)
  if (plan.kind === 'object') return wasm.objectColumn(fields)
  if (plan.kind === 'json' || plan.kind === 'map') return wasm.jsonColumn(depth)
  return plan.kind === 'string' ? wasm.stringColumn() : wasm.plainColumn(KIND[plan.kind])
}

function addField(wasm: ColumnExports, object: number, name: string, column: number): void {
  const text = Buffer.from(`"${name}"`)
  const room = (text.length + 7) & ~7
  const at = mustFit(wasm.take(room))
  const bytes = new Uint8Array(wasm.memory.buffer, at, room).fill(0)
  bytes.set(text)
  wasm.addField(object, column, at, text.length, JSON.stringify(name) === `"${name}"`)
}

function mustFit(address: number): number {
  if (address === 0) throw new RangeError('There is no memory for columns')
  return address >>> 0
}
