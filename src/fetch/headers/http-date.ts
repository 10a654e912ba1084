/** Reads HTTP dates strictly, in the three forms of RFC 9110, section 5.6.7. @module */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const MONTH = `(?<month>${MONTHS.join('|')})`
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'

// Upper and lower case are the same: a cache is advised not to mind (RFC 9111, section 4.2).
const FORMS = [
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(`^${DAY}, (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`, 'i'),
  // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(`^${LONG_DAY}, (?<day>\\d\\d)-${MONTH}-(?<year>\\d\\d) ${TIME} GMT$`, 'i'),
  // asctime: Sun Nov  6 08:49:37 1994
  new RegExp(`^${DAY} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`, 'i'),
]

/** The date in epoch ms, or `undefined` when it is none. `now` (epoch ms) tells the century of a two-digit year. */
export function parseHttpDate(text: string, now: number): number | undefined {
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups
    if (parts) return toEpoch(parts, now)
  }
  return undefined
}

function toEpoch(parts: Record<string, string>, now: number): number | undefined {
  const { year = '', month = '', day, hour, minute, second } = parts
  const monthIndex = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase())
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second)]
  // A leap second is legal; it counts as the second after.
  if (h > 23 || m > 59 || s > 60) return undefined
  const fullYear = year.length === 2 ? nearestCentury(Number(year), now) : Number(year)
  // `Date.UTC` would take the year 50 for 1950.
  const date = new Date(0)
  date.setUTCFullYear(fullYear, monthIndex, d)
  return date.getUTCDate() === d ? date.setUTCHours(h, m, s) : undefined
}

// RFC 9110, section 5.6.7: more than 50 years ahead means the century before; likewise, as far behind, the next.
function nearestCentury(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + twoDigits
  if (year > thisYear + 50) return year - 100
  return year <= thisYear - 50 ? year + 100 : year
}
