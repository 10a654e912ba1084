/** Chance that is the same at each run. @module */

// @ts-check

/** @param {number} seed */
export function diceOf(seed) {
  let state = seed
  const roll = () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return {
    roll,
    /** A time that differs a little from another. @param {number} ms */
    about: (ms) => ms * (0.7 + roll() * 0.5) * (roll() > 0.9 ? 2.2 : 1),
    /** @param {number} digits */
    hex: (digits) => Array.from({ length: digits }, () => Math.floor(roll() * 16).toString(16)).join(''),
  }
}
