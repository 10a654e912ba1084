/** Where a delta is read and where it is made, the same walk over the columns asks for what has changed. @module */

import type { TextsNode } from '../format/columns.ts'
import type { RowsLevel } from './rows-level.ts'
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
  /**
   * Those of the candidates that have another text, and their codes.
   *
   * @param codeAt - the code that is foretold for a row
   */
  texts(codeAt: (row: number) => number, level: RowsLevel, meant: MeantTexts | undefined): PatchedTexts
}

/** Texts behind the dictionary before: the first has its length for a code. */
export interface NewTexts {
  readonly offsets: Uint32Array
  readonly bytes: Uint8Array
}

export interface PatchedTexts {
  readonly rows: Uint32Array
  /** By the dictionary before, and behind it by the texts that are new. */
  readonly codes: Uint32Array
  readonly added: NewTexts
}
