/** How far a value may still be relied on, by its age and by its signature. @module */

/** From the best to the worst. One that is `withheld` has expired, and readers don't get it. */
export type Standing = 'fresh' | 'stale' | 'expired' | 'withheld'

const ALL: readonly Standing[] = ['fresh', 'stale', 'expired', 'withheld']

export const worst = (...standings: readonly Standing[]): Standing =>
  standings.reduce((one, other) => (ALL.indexOf(other) > ALL.indexOf(one) ? other : one))

export const hasExpired = (standing: Standing | undefined): boolean =>
  standing === 'expired' || standing === 'withheld'

/** What has expired is stale, too. */
export const hasGoneStale = (standing: Standing | undefined): boolean =>
  standing === 'stale' || hasExpired(standing)
