/** Judges whether a measurement holds its target. @module */

const inDigits = (value) => value.toFixed(value < 10 ? 2 : 0)

/** Judges a measurement. A target has a `limit`, the most that may be measured, or a `least`. */
export function verdict({ what, measured, limit, least, unit }) {
  const held = least === undefined ? measured <= limit : measured >= least
  const bound = least === undefined ? `≤ ${limit}` : `≥ ${least}`
  return { held, text: `${held ? 'PASS' : 'FAIL'}: ${what} ${inDigits(measured)} ${bound} ${unit}` }
}
