/** Spans of time as people read them. @module */

const STEPS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const

/** A span of ms, as `865 ms`, `12.4 s`, `3 min` or `2 h 10 min`. */
export function spanInWords(ms: number): string {
  if (ms < 0) return '0 ms'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${ms < 9_950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`
  const minutes = Math.round(ms / 60_000) * 60_000
  const at = STEPS.findIndex(([unit]) => minutes >= unit)
  const [unit, name] = STEPS[at] as (typeof STEPS)[number]
  const whole = Math.floor(minutes / unit)
  const [next, nextName] = STEPS[at + 1] ?? []
  const rest = next === undefined ? 0 : Math.floor((minutes % unit) / next)
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${nextName}`
}

/** How long ago a moment was, or how far it is ahead. */
export function sinceInWords(at: number, now: number): string {
  return at <= now ? `${spanInWords(now - at)} ago` : `in ${spanInWords(at - now)}`
}
