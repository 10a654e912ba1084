/** Builds a set of the texts of a document that comes in pieces. @module */

import { allTime, type TimeSlice } from '../../../base/time-slice.ts'
import type { TextSetParts } from '../format/text-set-parts.ts'
import { scanTexts, type TextsForm } from '../scanner/scan-texts.ts'
import { withScanner } from '../scanner/scanner-instance.ts'
import type { Pieces } from '../scanner/start-scan.ts'
import { newSeed, takeIndex } from './take-index.ts'

/**
 * @throws TermError `ERR_TERM_DESERIALIZE`: no strict UTF-8, or no array of strings; `ERR_TERM_DECODER`: no memory. Where turns
 * are shared, also what `isIndivisible` knows
 */
export const buildTextSet = (
  pieces: Pieces,
  form: TextsForm,
  turn: TimeSlice = allTime,
): Promise<TextSetParts> =>
  withScanner(async (scanner) => {
    const seed = newSeed()
    await scanTexts(scanner, pieces, form, seed, turn.isShared)
    await turn.pass()
    const { size, rows, lost, index } = takeIndex(scanner, seed, {
      key: undefined,
      duplicates: 'first',
      withSpans: false,
    })
    return { size, rows, duplicates: lost, index, caseless: form.caseless }
  })
