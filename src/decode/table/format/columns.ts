/** The columns of a table: a tree of the shape of its records, which has the values of all rows at its leaves. @module */

type Shared<T> = T & { readonly buffer: SharedArrayBuffer }

export type ColumnNode =
  | KeyNode
  | NumberNode
  | BooleanNode
  | StringNode
  | JsonNode
  | ListNode
  | MapNode
  | ObjectNode
  | NullNode

/** One of `ABSENCE` for each row; left out where all rows have a value. */
export type Absent = Shared<Uint8Array>

/** Texts that are the record's key, which the index has. */
export interface KeyNode {
  readonly kind: 'key'
  readonly absent?: Absent
}

/** The value is `values[row]`, divided by `divisor` where there is one, which gives the very double that the text means. */
export interface NumberNode {
  readonly kind: 'number'
  readonly values: Shared<
    Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array
  >
  readonly divisor?: number
  readonly absent?: Absent
}

/** A bit for each row, the lowest bit of a byte first. */
export interface BooleanNode {
  readonly kind: 'boolean'
  readonly bits: Shared<Uint8Array>
  readonly absent?: Absent
}

/** The bit of a row: 1 for `true`. */
export const bitOf = ({ bits }: BooleanNode, row: number): number =>
  ((bits[row >>> 3] as number) >>> (row & 7)) & 1

/** A dictionary of texts: the one of a row has the code `codes[row]`, and lies at `offsets[code]` to `offsets[code + 1]`. */
export interface StringNode extends TextsNode {
  readonly kind: 'string'
}

/** Values of any kinds, each as the text that it had in the document. */
export interface JsonNode extends TextsNode {
  readonly kind: 'json'
  /** Which kinds there are, in words. */
  readonly why?: string | undefined
}

export interface TextsNode {
  readonly codes: Shared<Uint8Array | Uint16Array | Uint32Array>
  readonly offsets: Shared<Uint32Array>
  readonly bytes: Shared<Uint8Array>
  readonly ascii: boolean
  readonly absent?: Absent
}

/** A row has the items `offsets[row]` to `offsets[row + 1]` of a column of their own; or every row has the same number. */
export interface ListNode {
  readonly kind: 'list'
  readonly item: ColumnNode
  readonly offsets: Shared<Uint32Array> | number
  readonly absent?: Absent
}

/**
 * Objects of any names: a row has the entries `offsets[row]` to `offsets[row + 1]` of two columns, or every row as many. Where
 * a name comes twice among them, it stands where the first one is, and has the value of the last.
 */
export interface MapNode {
  readonly kind: 'map'
  /** How many names there are, in words. */
  readonly why?: string | undefined
  readonly names: StringNode
  readonly value: ColumnNode
  readonly offsets: Shared<Uint32Array> | number
  readonly absent?: Absent
}

/** The fields are in the order in which most records have them. */
export interface ObjectNode {
  readonly kind: 'object'
  readonly fields: readonly { readonly name: string; readonly node: ColumnNode }[]
  readonly orders?: FieldOrders
  readonly absent?: Absent
}

/**
 * The order of the fields in each row, where some rows have another than the rest: a row of code 0 has them as `fields` has
 * them; one of another code has just the fields whose numbers are `sequences[offsets[code]]` to before
 * `sequences[offsets[code + 1]]`.
 */
export interface FieldOrders {
  readonly codes: TextsNode['codes']
  readonly offsets: Shared<Uint32Array>
  readonly sequences: Shared<Uint16Array>
}

/** Each row is `null`, or missing. */
export interface NullNode {
  readonly kind: 'null'
  readonly absent?: Absent
}
