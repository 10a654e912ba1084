/** How a document is read as records: what the options say of it, as far as the scanner needs to know. @module */

import type { KeyPaths } from '../key-paths.ts'

export interface Reading {
  /** Where each record has its key; left out: records are keyed by the names that they have in one object. */
  readonly key?: KeyPaths | undefined
  /** Have records no keys at all? Then they may be any JSON, and are told by their position. */
  readonly isByPosition?: boolean | undefined
}
