/** When something happened, for a narrow column. @module */

import { timeOfDay, timeWords } from '../words/ages.ts'

/** The time of today, the day of any other: `08:41:07`, `2026-11-28`. */
export function dayOrTime(at: number, now: number): string {
  const words = timeWords(at, now)
  return words === timeOfDay(at) ? words : (words.split(' ')[0] ?? words)
}
