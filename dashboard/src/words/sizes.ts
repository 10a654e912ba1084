/** Numbers of bytes in words: `41 kB`, `12.4 MB`, `212 MB`. @module */

export const NOTHING = '–'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

export function sizeWords(bytes: number | undefined): string {
  if (bytes === undefined) return NOTHING
  let size = bytes
  let unit = 0
  // 999.5 would be rounded up to a thousand.
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit >= 2 && size < 100 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`
}
