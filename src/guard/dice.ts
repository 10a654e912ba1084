/** Dice that a user brings along: whatever they do, there is a roll. @module */

import { heardOf } from './fence.ts'

/** What throws, or rolls no number between 0 and 1, would end a term, or have it poll without a pause, or never again. */
export const fairDice =
  (roll: () => number): (() => number) =>
  () => {
    try {
      const rolled: unknown = heardOf(roll(), () => {})
      if (typeof rolled === 'number' && rolled >= 0 && rolled <= 1) return rolled
    } catch {}
    return Math.random()
  }
