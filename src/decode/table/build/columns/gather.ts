/** Gathers the rows of columns that count, where records of one key were left out. @module */

import type { TimeSlice } from '../../../../base/time-slice.ts'
import {
  type BooleanNode,
  bitOf,
  type ColumnNode,
  type ListNode,
  type NumberNode,
} from '../../format/columns.ts'
import { sharedBytes, sharedWords } from '../shared-memory.ts'

type View = NumberNode['values']

/** The same columns with the rows of `from`, in that order. Texts that no row has any more stay in their dictionaries. */
export async function gathered(node: ColumnNode, from: Uint32Array, turn: TimeSlice): Promise<ColumnNode> {
  await turn.pass()
  const values = await gatheredValues(node, from, turn)
  return node.absent === undefined ? values : { ...values, absent: picked(node.absent, from) }
}

async function gatheredValues(node: ColumnNode, from: Uint32Array, turn: TimeSlice): Promise<ColumnNode> {
  switch (node.kind) {
    case 'key':
    case 'null':
      return node
    case 'number':
      return { ...node, values: picked(node.values, from) }
    case 'boolean':
      return { ...node, bits: pickedBits(node, from) }
    case 'string':
    case 'json':
      return { ...node, codes: picked(node.codes, from) }
    case 'list': {
      const { offsets, items } = pickedItems(node, from)
      return { ...node, offsets, item: await gathered(node.item, items, turn) }
    }
    case 'map': {
      const { offsets, items } = pickedItems(node, from)
      const names = { ...node.names, codes: picked(node.names.codes, items) }
      return { ...node, offsets, names, value: await gathered(node.value, items, turn) }
    }
    case 'object': {
      const fields: { name: string; node: ColumnNode }[] = []
      for (const field of node.fields)
        fields.push({ name: field.name, node: await gathered(field.node, from, turn) })
      const { orders } = node
      return {
        ...node,
        fields,
        ...(orders && { orders: { ...orders, codes: picked(orders.codes, from) } }),
      }
    }
  }
}

function picked<V extends View>(values: V, from: Uint32Array): V {
  const { BYTES_PER_ELEMENT: size } = values
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => V
  const to = new Type(sharedBytes(from.length * size).buffer)
  for (const [row, source] of from.entries()) to[row] = values[source] as number
  return to
}

function pickedBits(node: BooleanNode, from: Uint32Array): BooleanNode['bits'] {
  const bits = sharedBytes((from.length + 7) >>> 3)
  for (const [row, source] of from.entries())
    bits[row >>> 3] = (bits[row >>> 3] as number) | (bitOf(node, source) << (row & 7))
  return bits
}

/** The items of all lists, or the entries of all maps, that are left. */
function pickedItems(
  { offsets }: Pick<ListNode, 'offsets'>,
  from: Uint32Array,
): { offsets: ListNode['offsets']; items: Uint32Array } {
  const startOf = (row: number) => (typeof offsets === 'number' ? offsets * row : (offsets[row] as number))
  const ends = sharedWords(from.length + 1)
  for (const [row, source] of from.entries())
    ends[row + 1] = (ends[row] as number) + startOf(source + 1) - startOf(source)
  const items = new Uint32Array(ends.at(-1) as number)
  for (const [row, source] of from.entries()) {
    const shift = startOf(source) - (ends[row] as number)
    for (let item = ends[row] as number; item < (ends[row + 1] as number); item++) items[item] = item + shift
  }
  return { offsets: typeof offsets === 'number' ? offsets : ends, items }
}
