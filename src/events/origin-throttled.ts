/** Tells that an origin is asked less often than its terms would. @module */

/** Failures have had an origin asked as often as it may be, so that retries wait. Told once, until it is well again. */
export interface OriginThrottled {
  readonly type: 'origin.throttled'
  readonly at: number
  /** The origin, or the name of the fetcher. */
  readonly origin: string
  /** How many terms ask it. */
  readonly terms: number
  /** How often all of them may ask it in a minute, retries included: twice as often as in health. */
  readonly perMinute: number
}
