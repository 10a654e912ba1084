/** How a table keeps its records, as plain JSON. @module */

/** What `layout()` tells. As the option `columns` it says how the next table is to keep them. */
export interface TableLayout {
  /** Are the records kept as the bytes that came, or as columns? */
  readonly kind: 'document' | 'columns'
  /** Why no columns were made of them, in words; `undefined` where columns were made. */
  readonly why?: string | undefined
  /** How many records. */
  readonly rows: number
  /** Shared memory, in bytes. */
  readonly bytes: {
    readonly total: number
    /** The keys. */
    readonly index: number
    readonly records: number
  }
  /** Records that fit no column and are kept as JSON, whole. */
  readonly odd: { readonly rows: number; readonly bytes: number }
  /** The record itself, and each place in it, from the outside in; empty for a document. */
  readonly fields: readonly FieldLayout[]
}

/** A column. */
export interface FieldLayout {
  /**
   * The names on the way there: `[]` is the record, `['dims', 'w']` a field in it. `*` stands for the items of a list, and for
   * the values of an open map, whatever their names.
   */
  readonly path: readonly string[]
  /**
   * `key` is text that is the record's key; `object` has fields, of which each is a column; `map` is an object with few of many
   * names, whose values are one column; `json` has values of several kinds, as text; `null` has nothing but `null`.
   */
  readonly kind: 'number' | 'boolean' | 'string' | 'key' | 'list' | 'object' | 'map' | 'json' | 'null'
  /** Memory of this column alone, without those in it. */
  readonly bytes: number
  /** How many of its rows have `null` in place of a value, and how many nothing at all. */
  readonly absent: { readonly null: number; readonly missing: number }
  /** Why it is what it is, or how it is kept, in words: `numbers and text`. */
  readonly why: string
}
