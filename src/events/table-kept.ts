/** What an event says of how a table keeps its records. @module */

export interface TableKept {
  readonly kind: 'document' | 'columns'
  /** Why there are no columns. */
  readonly why?: string | undefined
  /** The 32 heaviest columns, each with its kind, why, and its memory. */
  readonly columns: readonly string[]
}
