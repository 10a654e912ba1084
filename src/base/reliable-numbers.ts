/** Asks a user's clock or dice for a number, and has one whatever they do. @module */

import { heardOf } from './fenced.ts'

type Tell = () => number

/** Returns what the function tells if that is good, else what another one tells. */
const reliable =
  (tell: Tell, isGood: (told: number) => boolean, otherwise: Tell): Tell =>
  () => {
    try {
      const told: unknown = heardOf(tell(), () => {})
      if (typeof told === 'number' && isGood(told)) return told
    } catch {}
    return otherwise()
  }

/**
 * Dice that always roll a number from 0 to 1. Dice that throw or roll nonsense would end a term, or make it poll without
 * a pause, or never again.
 */
export const fairDice = (roll: Tell): Tell =>
  reliable(roll, (rolled) => rolled >= 0 && rolled <= 1, Math.random)

/** The time in ms by the user's clock, or by the system's where the user's tells none. */
export const timeBy = (now: Tell, system: Tell): Tell => reliable(now, Number.isFinite, system)
