/** The shape that records have in common: what their columns are made for. Plain JSON, so that a term remembers it. @module */

/** Every value may also be `null`, every field may be missing. */
export type Plan =
  | { readonly kind: 'number' | 'boolean' | 'string' }
  /** A string that is the record's key. */
  | { readonly kind: 'key' }
  | { readonly kind: 'list'; readonly item: Plan }
  | { readonly kind: 'object'; readonly fields: Fields; readonly order: FieldOrder }
  /** Nothing but `null` so far. */
  | { readonly kind: 'unknown' }

type Fields = readonly { readonly name: string; readonly plan: Plan }[]

/** Names that stood beside each other in some object, the first one first. */
export type FieldOrder = readonly (readonly [string, string])[]
