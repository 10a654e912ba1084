/** How a document is read as records: what the options say of it, as far as the scanner needs to know. @module */

import type { KeyPaths } from '../field-paths.ts'
import type { DUPLICATES, FORMAT } from './protocol.ts'

export interface Reading {
  /** Where each record has its key; left out: records are keyed by the names that they have in one object. */
  readonly key?: KeyPaths | undefined
  /** Which record counts where several have one key; left out: the document is refused. */
  readonly duplicates?: keyof typeof DUPLICATES | undefined
  /** Fields that each record has, though none is its key. */
  readonly own?: KeyPaths | undefined
  /** Have records no keys at all? Then they may be any JSON, and are told by their position. */
  readonly isByPosition?: boolean | undefined
  /** The names that lead to the records; none: they are the document itself. */
  readonly at?: readonly string[] | undefined
  /** Is what stands around the records left out? */
  readonly isBare?: boolean | undefined
  readonly format?: keyof typeof FORMAT | undefined
  /** May the document be nothing but white space? */
  readonly mayBeNothing?: boolean | undefined
  /** Is a document refused that looks as if its records lay further in? */
  readonly isWatched?: boolean | undefined
}
