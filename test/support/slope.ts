/** How fast something grows, whatever a few odd samples say: the estimator of Theil and Sen. @module */

/** The median of the slopes between all pairs of samples, in units a sample. */
export function slopeOf(samples: readonly number[]): number {
  const slopes = samples.flatMap((early, at) =>
    samples.slice(at + 1).map((late, further) => (late - early) / (further + 1)),
  )
  return medianOf(slopes)
}

/** By how much it has grown from the first sample to the last. */
export const growthOf = (samples: readonly number[]): number =>
  slopeOf(samples) * Math.max(0, samples.length - 1)

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
