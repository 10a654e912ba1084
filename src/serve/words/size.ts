/** Sizes in bytes: as people write them, and as they read them. @module */

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
}

/** The number of bytes that a text names, as `64MiB`; `undefined` for what is none. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = UNITS[unit.toLowerCase()]
  const bytes = Math.round(Number(amount) * Number(factor))
  return amount === undefined || factor === undefined || bytes < 1 ? undefined : bytes
}

const NAMES = ['B', 'kB', 'MB', 'GB', 'TB']

/** A size with about three digits, as `8.1 MB`. */
export function sizeInWords(bytes: number): string {
  let amount = bytes
  let at = 0
  while (amount >= 999.5 && at < NAMES.length - 1) {
    amount /= 1000
    at += 1
  }
  return `${at === 0 || amount >= 99.95 ? Math.round(amount) : amount.toFixed(1)} ${NAMES[at]}`
}
