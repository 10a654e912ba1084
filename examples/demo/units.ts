/** Writes sizes, spans and moments as people read them. @module */

const SIZES = ['B', 'kB', 'MB', 'GB'] as const

/** A size such as `1.3 MB`, in decimal units and at most 6 characters. */
export function size(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1_000 ** power
  return `${power > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${SIZES[power]}`
}

/** A span such as `34 ms`, `2.1 s`, `4:05` or `1:04:05`. */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  return clockwise(ms)
}

/** A span such as `0.8s`, `34.0s` or `4:05`, for numbers that are running. */
export const running = (ms: number): string =>
  ms < 99_950 ? `${(Math.max(0, ms) / 1_000).toFixed(1)}s` : clockwise(ms)

/** A span such as `0:42`, `4:05` or `1:04:05`. */
export function clockwise(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const parts = [...(hours > 0 ? [hours, pad(minutes)] : [minutes]), pad(seconds % 60)]
  return parts.join(':')
}

/** A number such as `41,200`. */
export const count = (amount: number): string => amount.toLocaleString('en')

/** A number with its noun, such as `1 restart` or `41,200 reads`. */
export const howMany = (amount: number, noun: string): string =>
  `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`

/** The time of day where the reader is, such as `21:19:40.123`. */
export function timeOfDay(at: number, digits: 0 | 3 = 0): string {
  const date = new Date(at)
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':')
  return digits === 0 ? time : `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** A version without the quotes of an entity tag. */
export const bare = (version: string | undefined): string => version?.replaceAll('"', '') ?? 'none'

const pad = (part: number): string => String(part).padStart(2, '0')
