/** The signed comment of a signature: what it claims of the bytes, as fields with a key and a value. @module */

import type { Claim } from '../verifier.ts'

/** In words, why a comment claims nothing that could be relied on. */
export interface Misread {
  readonly fault: string
}

type Reader = (text: string) => string | number | undefined

const NAME = /^[\w.-]{1,100}$/
const VERSION = /^[\w.+-]{1,100}$/

const text =
  (pattern: RegExp): Reader =>
  (value) =>
    pattern.test(value) ? value : undefined

/** The keys that mean something, and what each becomes of the claim; all others are the publisher's own. */
const FIELDS: Readonly<Record<string, { readonly as: keyof Claim; readonly read: Reader }>> = {
  name: { as: 'name', read: text(NAME) },
  term: { as: 'name', read: text(NAME) },
  version: { as: 'version', read: text(VERSION) },
  expires: { as: 'expires', read: momentOf },
  timestamp: { as: 'signedAt', read: momentOf },
}

const FIELD = /^([^:=]+)[:=](.*)$/s

/**
 * Reads `name=prices version=7 expires=2027-01-01T00:00:00Z`.
 *
 * Fields are separated by tabs; in a comment that has no tab, by spaces. A field is a key, a `=` or `:`, and a value. Keys of
 * a claim are `name` (or `term`), `version`, `expires` and `timestamp`, in small letters, each at most once; what they mean is
 * refused if it can't be read. Other keys, and words without a value, mean nothing here: minisign writes `file:` and `hashed`.
 */
export function claimOf(comment: string): Claim | Misread {
  const claim: { -readonly [Part in keyof Claim]: string | number | undefined } = {}
  for (const part of comment.split(comment.includes('\t') ? '\t' : ' ')) {
    const [, written = '', value = ''] = FIELD.exec(part.trim()) ?? []
    const key = written.trim()
    const field = fieldOf(key.toLowerCase())
    if (field === undefined) continue
    if (fieldOf(key) === undefined) return { fault: `its \`${key.toLowerCase()}\` is not in small letters` }
    if (claim[field.as] !== undefined) return { fault: `it has a second \`${key}\`` }
    claim[field.as] = field.read(value.trim())
    if (claim[field.as] === undefined) return { fault: `its \`${key}\` can't be read` }
  }
  return claim as Claim
}

const fieldOf = (key: string) => (Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined)

// From 1973 to 9999 and beyond: neither milliseconds of our days, nor a date without its dashes.
const SECONDS = /^\d{9,12}$/
const ISO =
  /^([12]\d{3})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]([01]\d|2[0-3]):([0-5]\d)))?$/

/** Seconds since 1970; or ISO 8601: a day, which begins at midnight UTC, or a moment with its offset. In ms, or none. */
export function momentOf(value: string): number | undefined {
  if (SECONDS.test(value)) return Number(value) * 1_000
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = ISO.exec(value) ?? []
  if (year === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  // `Date` takes the 31st of February for a day in March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const moment = isDay ? Date.parse(value) : Number.NaN
  return Number.isNaN(moment) ? undefined : moment
}
