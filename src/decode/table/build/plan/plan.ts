/** A plan of columns: the shape that records have in common, as plain JSON, which the next version is told. @module */

/** Every value may also be `null`, every field may be missing. */
export type Plan =
  | { readonly kind: 'number' | 'boolean' | 'string' }
  /** A string that is the record's key. */
  | { readonly kind: 'key' }
  | { readonly kind: 'list'; readonly item: Plan }
  /** The fields stand in the order that most objects have. */
  | { readonly kind: 'object'; readonly fields: Fields }
  /** Objects that have few of many names: the values of all names are one column. */
  | { readonly kind: 'map'; readonly value: Plan; readonly why?: string }
  /** Values of several kinds, which are kept as JSON. */
  | { readonly kind: 'json'; readonly why?: string }
  /** Nothing but `null` so far. */
  | { readonly kind: 'unknown' }

type Fields = readonly { readonly name: string; readonly plan: Plan }[]
