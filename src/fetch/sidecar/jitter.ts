/** How long to wait before a service that was away is asked again. @module */

const FIRST_MS = 250
const LONGEST_MS = 10_000

/** Anything up to a bound that doubles with each failure, so that the processes of a host don't come back as one. */
export const cappedJitter = (failures: number, random = Math.random): number =>
  random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
