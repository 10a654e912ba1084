/** Makes the columns of a plan in the scanner's memory, and takes them out of it when they have all records. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import type { KeyPaths } from '../../field-paths.ts'
import type { ColumnParts } from '../../format/table-parts.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { KIND } from '../../scanner/protocol.ts'
import type { Plan } from '../plan/index.ts'
import { type MadeColumn, takeColumns } from './take-columns.ts'
import { takeOdd } from './take-odd.ts'

export interface ColumnWriter {
  /**
   * To be called after the last record: gives all columns memory that threads share, each in its narrowest form.
   *
   * @throws TermError `ERR_TERM_DECODER` where there isn't memory enough
   */
  finish(turn: TimeSlice): Promise<Omit<ColumnParts, 'kind'>>
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
  return {
    async finish(turn) {
      const node = await takeColumns(wasm, root, turn)
      const odd = takeOdd(wasm)
      return { root: node ?? { kind: 'null' }, ...(odd && { odd }) }
    },
  }
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
  const item = plan.kind === 'list' ? plan.item : plan.kind === 'map' ? plan.value : undefined
  const parts: Parts = {
    names: plan.kind === 'map' ? mustFit(wasm.stringColumn()) : 0,
    item: item && made(wasm, item, depth + 1),
    fields: (plan.kind === 'object' ? plan.fields : []).map((field) => ({
      name: field.name,
      column: made(wasm, field.plan, depth + 1),
    })),
  }
  const at = mustFit(newColumn(wasm, plan, parts, depth))
  for (const { name, column } of parts.fields) addField(wasm, at, name, column.at)
  return { at, kind: plan.kind, why: 'why' in plan ? plan.why : undefined, ...parts }
}

type Parts = Omit<MadeColumn, 'at' | 'kind' | 'why'>

function newColumn(wasm: ColumnExports, plan: Plan, { names, item, fields }: Parts, depth: number): number {
  if (item !== undefined) return names === 0 ? wasm.listColumn(item.at) : wasm.mapColumn(names, item.at)
  if (plan.kind === 'object') return wasm.objectColumn(fields.length)
  if (plan.kind === 'json') return wasm.jsonColumn(depth)
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
