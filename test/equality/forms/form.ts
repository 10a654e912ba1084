/** The contract of a form: the values of a document in another place, read by everterm and held to arrays. @module */

import type { Row } from '../oracle/oracle.ts'
import type { Random } from '../random.ts'

export interface Given {
  /** What the document holds, in its order. */
  readonly rows: readonly Row[]
  readonly random: Random
  /** Cuts a document into pieces, the same ones each time. */
  cut(text: string): () => Iterable<Uint8Array>
}

/** @throws Difference */
export type Form = (given: Given) => Promise<void>
