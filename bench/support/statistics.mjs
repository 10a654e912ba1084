/** Makes one figure of many measurements. @module */

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median, and all values in the order of their rounds. */
export const figures = (values, digits) =>
  `**${median(values).toFixed(digits)}** (${values.map((value) => value.toFixed(digits)).join(' ')})`

/** The values of one measure of one candidate, in the order of the rounds. */
export const measures = (results, candidate, what) => results[candidate].map((result) => result[what])

/** The ratio of each value to the other one of its round. */
export const ratios = (values, others) => values.map((value, round) => value / others[round])
