/** The contract of what is compared with the oracle: anything that makes a table out of pieces of a document. @module */

import type { AnyTable } from '../compare/table.ts'
import type { Duplicates } from '../oracle/oracle.ts'

export interface SubjectOptions {
  readonly key?: string
  readonly duplicates?: Duplicates
  readonly columns?: boolean
  /** What the build before left for this one. */
  readonly memo?: unknown
}

export type Subject = (
  pieces: () => Iterable<Uint8Array>,
  options: SubjectOptions,
) => Promise<{ readonly table: AnyTable; readonly memo?: unknown }>
