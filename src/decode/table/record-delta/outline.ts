/** What columns are, without what is in them: by it somebody else makes the same of other rows. @module */

import type { ColumnNode, ListNode, ObjectNode, TextsNode } from '../format/columns.ts'
import { type Values, type ValuesType, valuesTypeOf } from './values.ts'

interface OfTexts {
  readonly type: ValuesType
  readonly texts: number
  readonly ascii: boolean
  readonly why?: string | undefined
}

interface OfLists {
  /** How many items each has; -1: each as many as it has. */
  readonly even: number
}

export interface OrdersOutline {
  readonly type: ValuesType
  readonly sequences: readonly (readonly number[])[]
}

interface OfAny<Kind> {
  readonly kind: Kind
  /** Are there rows without a value? */
  readonly absent: boolean
}

export type ColumnOutline =
  | OfAny<'key'>
  | OfAny<'null'>
  | OfAny<'boolean'>
  | (OfAny<'number'> & { readonly type: ValuesType; readonly divisor: number })
  | (OfAny<'string'> & OfTexts)
  | (OfAny<'json'> & OfTexts)
  | (OfAny<'list'> & OfLists & { readonly item: ColumnOutline })
  | (OfAny<'map'> & OfLists & Maps)
  | (OfAny<'object'> & Objects)

interface Maps {
  readonly names: OfTexts
  readonly value: ColumnOutline
  readonly why?: string | undefined
}

interface Objects {
  readonly fields: readonly { readonly name: string; readonly node: ColumnOutline }[]
  readonly orders?: OrdersOutline | undefined
}

export type OutlineOf<Kind extends ColumnOutline['kind']> = Extract<ColumnOutline, { readonly kind: Kind }>

/** @param lists - gets all lists of the columns, in an order that the outline tells */
export function columnOutline(node: ColumnNode, lists: Values[] = []): ColumnOutline {
  if (node.absent !== undefined) lists.push(node.absent)
  const absent = node.absent !== undefined
  switch (node.kind) {
    case 'key':
    case 'null':
      return { kind: node.kind, absent }
    case 'boolean':
      lists.push(node.bits)
      return { kind: node.kind, absent }
    case 'number':
      lists.push(node.values)
      return { kind: node.kind, absent, type: valuesTypeOf(node.values), divisor: node.divisor ?? 1 }
    case 'string':
      return { kind: node.kind, absent, ...textsOf(node, lists) }
    case 'json':
      return { kind: node.kind, absent, why: node.why, ...textsOf(node, lists) }
    case 'list':
      return { kind: node.kind, absent, even: evenOf(node, lists), item: columnOutline(node.item, lists) }
    case 'map':
      return {
        kind: node.kind,
        absent,
        why: node.why,
        even: evenOf(node, lists),
        names: textsOf(node.names, lists),
        value: columnOutline(node.value, lists),
      }
    case 'object':
      return { kind: node.kind, absent, ...fieldsOf(node, lists) }
  }
}

function textsOf({ codes, offsets, bytes, ascii }: TextsNode, lists: Values[]): OfTexts {
  lists.push(codes, offsets, bytes)
  return { type: valuesTypeOf(codes), texts: offsets.length - 1, ascii }
}

function evenOf({ offsets }: Pick<ListNode, 'offsets'>, lists: Values[]): number {
  if (typeof offsets === 'number') return offsets
  lists.push(offsets)
  return -1
}

function fieldsOf({ fields, orders }: ObjectNode, lists: Values[]) {
  if (orders !== undefined) lists.push(orders.codes)
  const ordersOutline = orders && {
    type: valuesTypeOf(orders.codes),
    sequences: Array.from({ length: orders.offsets.length - 1 }, (_, code) =>
      Array.from(orders.sequences.subarray(orders.offsets[code], orders.offsets[code + 1])),
    ),
  }
  return {
    orders: ordersOutline,
    fields: fields.map(({ name, node }) => ({ name, node: columnOutline(node, lists) })),
  }
}
