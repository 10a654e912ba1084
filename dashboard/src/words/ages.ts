/** Durations in words: in one unit, never two. All in ms. @module */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS = [
  { unit: 's', ms: SECOND, below: 90 * SECOND },
  { unit: 'min', ms: MINUTE, below: 90 * MINUTE },
  { unit: 'h', ms: HOUR, below: 48 * HOUR },
  { unit: 'd', ms: DAY, below: Number.POSITIVE_INFINITY },
] as const

/** An age or a limit: `42 s`, `14 min`, `3 h`, `2 d`. */
export function ageWords(ms: number): string {
  const left = Math.max(0, ms)
  const { unit, ms: one } = UNITS.find(({ below }) => left < below) ?? UNITS[3]
  return `${Math.round(left / one)} ${unit}`
}

const two = (digits: number): string => String(digits).padStart(2, '0')

/** What is counted down: `0:12`, `1:36`, `3:04:10`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours >= 48) return ageWords(ms)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** How long something took: `38 ms`, `5.0 s`, `2 min`. */
export function tookWords(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  return ms < 100 * SECOND ? `${(ms / SECOND).toFixed(1)} s` : ageWords(ms)
}

/** The time of day at which something happened: `08:41:07`. */
export function timeOfDay(at: number): string {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** The same with its day, where that isn't today. */
export function timeWords(at: number, now: number): string {
  const day = (time: number): string => new Date(time).toDateString()
  if (day(at) === day(now)) return timeOfDay(at)
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(at)}`
}
