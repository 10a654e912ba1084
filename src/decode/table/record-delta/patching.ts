/** Where a delta is read and where it is made, the same walk over the columns asks for what has changed. @module */

import type { TextsNode } from '../format/columns.ts'
import type { RowsLevel } from './rows-level.ts'
import type { NewTexts } from './texts-changes.ts'
import type { Values } from './values.ts'

/** What a row is to have, where somebody knows who makes the delta. */
export interface Meant {
  /** The values of the version after. */
  readonly values: Values
  /** Does a row have another one there than the one that is foretold? */
  differs(row: number): boolean
}

export interface MeantTexts {
  readonly before: Pick<TextsNode, 'offsets' | 'bytes'>
  readonly after: TextsNode
  hasText(row: number): boolean
}

export interface Patching {
  /** Those of the candidates that differ. */
  rows(level: RowsLevel, meant: Meant | undefined): Uint32Array
  /** Puts at these rows what the version after has there. */
  put(values: Values, rows: Uint32Array, meant: Meant | undefined): void
  /** Puts codes at those of the candidates that have another text. */
  texts(codes: Uint32Array, level: RowsLevel, meant: MeantTexts | undefined): PatchedTexts
}

export interface PatchedTexts {
  /** How many rows have another code. */
  readonly count: number
  readonly added: NewTexts
}
