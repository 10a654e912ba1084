/** What all events of a term have in common. @module */

export interface OfTerm {
  /** When it happened, in epoch ms. */
  readonly at: number
  /** The name of the term. */
  readonly term: string
  /** The incarnation: `prices#3`. */
  readonly id: string
}
