/** Numbers that a user's function tells: clocks and dice. Whatever it does, there is a number. @module */

import { heardOf } from './fenced.ts'

type Tell = () => number

/** What the function tells, if that is good; else what another one does. */
const reliable =
  (tell: Tell, isGood: (told: number) => boolean, otherwise: Tell): Tell =>
  () => {
    try {
      const told: unknown = heardOf(tell(), () => {})
      if (typeof told === 'number' && isGood(told)) return told
    } catch {}
    return otherwise()
  }

/** Dice that throw, or roll nonsense, would end a term, or have it poll without a pause, or never again. */
export const fairDice = (roll: Tell): Tell =>
  reliable(roll, (rolled) => rolled >= 0 && rolled <= 1, Math.random)

/** The time in ms by a clock of the user's, or by that of the system where it tells none. */
export const timeBy = (now: Tell, system: Tell): Tell => reliable(now, Number.isFinite, system)
