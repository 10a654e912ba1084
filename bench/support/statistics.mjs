/** Many measurements as one. @module */

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median, and all values in the order of their rounds. */
export const figures = (values, digits) =>
  `**${median(values).toFixed(digits)}** (${values.map((value) => value.toFixed(digits)).join(' ')})`
