/** Does a measurement hold its target? @module */

export function verdict({ what, measured, limit, unit }) {
  const held = measured <= limit
  const digits = measured < 10 ? 2 : 0
  return { held, text: `${held ? 'Held' : 'MISSED'}: ${what} ${measured.toFixed(digits)} ≤ ${limit} ${unit}` }
}
