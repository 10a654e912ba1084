/** Builds sets of texts out of documents that a test has at hand, cut into pieces as it likes. @module */

import { buildTextSet } from '../../src/decode/table/build.ts'
import type { TextSet } from '../../src/decode/table/contract.ts'
import { openTextSet } from '../../src/decode/table/read/text-set.ts'
import type { TextsForm } from '../../src/decode/table/scanner/scan-texts.ts'
import { piecesOf } from './built-tables.ts'

/** Builds a set as a thread does. */
export const textSetOf = async (
  document: string | Uint8Array,
  form: Partial<TextsForm> = {},
  size?: number,
): Promise<TextSet> =>
  openTextSet(
    await buildTextSet(piecesOf(document, size), { format: 'lines', trim: true, caseless: false, ...form }),
  )
