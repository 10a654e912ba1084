/** A plan of columns: the shape that records have in common, as plain JSON, which the next version is told. @module */

/** Every value may also be `null`, every field may be missing. */
export type Plan =
  | { readonly kind: 'number' | 'boolean' | 'string' }
  /** A string that is the record's key. */
  | { readonly kind: 'key' }
  | { readonly kind: 'list'; readonly item: Plan }
  | { readonly kind: 'object'; readonly fields: Fields; readonly order: FieldOrder }
  /** Values of any kinds, each kept as its text. */
  | { readonly kind: 'json' }
  /** Nothing but `null` so far. */
  | { readonly kind: 'unknown' }

type Fields = readonly { readonly name: string; readonly plan: Plan }[]

/** Names that stood beside each other in some object, each pair in its order. */
export type FieldOrder = readonly (readonly [string, string])[]
