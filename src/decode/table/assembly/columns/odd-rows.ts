/** Keeps records as their text that the columns have no place for. @module */

import { Absence } from '../layout'
import { isWhole } from '../memory/chunk'
import { Kind, Limit } from '../protocol'
import { Column, newColumn, pushAbsent, pushWord, restoreColumns } from './column'
import { codeOf, Dictionary, newDictionary } from './dictionary'
import { root } from './make-columns'

/** Registers for the host: a column of texts, and one of the rows that these are the records of; 0 where there are none. */
export let oddTexts: usize = 0
export let oddRows: usize = 0

let count: u32 = 0
let isAllowed: bool = false

export function startOddRows(): void {
  oddTexts = oddRows = 0
  count = 0
  isAllowed = false
}

/** From here on the scan doesn't stop at such a record, as long as there are few. */
export function allowOdd(): void {
  isAllowed = true
}

@inline
export function mayBeOdd(): bool {
  return isAllowed
}

/** Keeps the latest record, whose values are taken back; false where there are too many of its like, or no memory. */
export function keepOdd(text: usize, length: u32, row: u32): bool {
  if (!isWhole || length > Limit.ODD_BYTES || count >= Limit.ODD_FEW + row / Limit.ODD_SHARE) return false
  restoreColumns()
  if (!oddRows && !startTexts()) return false
  pushAbsent(changetype<Column>(root), Absence.BLANK)
  pushWord(changetype<Column>(oddTexts), codeOf(changetype<Column>(oddTexts).texts, text, length))
  pushWord(changetype<Column>(oddRows), row)
  count++
  return true
}

function startTexts(): bool {
  oddTexts = newColumn(Kind.JSON)
  const texts = newDictionary()
  if (!oddTexts || !texts) return false
  changetype<Column>(oddTexts).texts = changetype<Dictionary>(texts)
  // Its words are the numbers of rows.
  oddRows = newColumn(Kind.LIST)
  return oddRows != 0
}
