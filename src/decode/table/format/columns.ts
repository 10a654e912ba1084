/** A record's fields as columns: a tree of the record's shape, with the values of all rows at its leaves. @module */

type Shared<T> = T & { readonly buffer: SharedArrayBuffer }

export type ColumnNode = KeyNode | NumberNode | BooleanNode | StringNode | ListNode | ObjectNode | NullNode

/** For each row: 0 there, 1 `null`, 2 missing. Left out where all are there. */
export type Absent = Shared<Uint8Array>

/** The same text as the record's key. */
export interface KeyNode {
  readonly kind: 'key'
  readonly absent?: Absent
}

/** The value is `values[row]`, divided by `divisor` where there is one: the division gives the very double that the text means. */
export interface NumberNode {
  readonly kind: 'number'
  readonly values: Shared<
    Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array
  >
  readonly divisor?: number
  readonly absent?: Absent
}

/** One bit a row, the lowest first. */
export interface BooleanNode {
  readonly kind: 'boolean'
  readonly bits: Shared<Uint8Array>
  readonly absent?: Absent
}

/** The bit of a row: 1 for `true`. */
export const bitOf = ({ bits }: BooleanNode, row: number): number =>
  ((bits[row >>> 3] as number) >>> (row & 7)) & 1

/** Text `codes[row]` of a dictionary lies at `offsets[code]` to `offsets[code + 1]`, as in keys. */
export interface StringNode {
  readonly kind: 'string'
  readonly codes: Shared<Uint8Array | Uint16Array | Uint32Array>
  readonly offsets: Shared<Uint32Array>
  readonly bytes: Shared<Uint8Array>
  readonly ascii: boolean
  readonly absent?: Absent
}

/** Items `offsets[row]` to `offsets[row + 1]` of a column of their own; a number: so many in every row. */
export interface ListNode {
  readonly kind: 'list'
  readonly item: ColumnNode
  readonly offsets: Shared<Uint32Array> | number
  readonly absent?: Absent
}

/** Fields in the order in which they are written. */
export interface ObjectNode {
  readonly kind: 'object'
  readonly fields: readonly { readonly name: string; readonly node: ColumnNode }[]
  readonly absent?: Absent
}

/** Always `null`, or missing. */
export interface NullNode {
  readonly kind: 'null'
  readonly absent?: Absent
}
