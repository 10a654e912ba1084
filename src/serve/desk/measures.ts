/** Writes sizes, spans of time and versions as a person reads them. @module */

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `8.1 MB`: in units of a thousand, with three digits at most. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0]
  while (size >= 999.5 && unit < SIZES.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${unit > 0 && size < 99.95 ? Number(size.toFixed(1)) : Math.round(size)} ${SIZES[unit]}`
}

const SPANS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** `865 ms`, `2.3 s`, `14 min`: in one unit. */
export function spanText(ms: number): string {
  const [unitMs, unit] = SPANS.find(([unitMs]) => ms >= unitMs) ?? [1, 'ms']
  const amount = ms / unitMs
  return `${unit !== 'ms' && amount < 10 ? Number(amount.toFixed(1)) : Math.round(amount)} ${unit}`
}

const LONGEST = 24

/** A version, cut where it is long; `none` where there is none. */
export const versionText = (version: string | undefined): string =>
  version === undefined ? 'none' : version.length <= LONGEST ? version : `${version.slice(0, LONGEST)}…`
