/** Many measurements as one. @module */

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median, and all values in the order of their rounds. */
export const figures = (values, digits) =>
  `**${median(values).toFixed(digits)}** (${values.map((value) => value.toFixed(digits)).join(' ')})`

/** One measure of one candidate, in the order of the rounds. */
export const measures = (results, candidate, what) => results[candidate].map((result) => result[what])

/** Each value beside the one of the same round. */
export const ratios = (values, others) => values.map((value, round) => value / others[round])
