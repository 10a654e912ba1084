/** Validators, and what each of them proves: no more than RFC 9110, section 8.8, says. @module */

import { parseHttpDate } from './http-date.ts'
import { listHeader, type ResponseHeaders } from './response-headers.ts'

export interface Validators {
  readonly etag?: string
  /** The same tag before a coding was put on: what some servers know it by. */
  readonly uncodedEtag?: string
  readonly lastModified?: string
  /** The version could have been made anew within the second that the date names. */
  readonly dateIsWeak?: true
}

/** What the origin calls the version. */
export const versionOf = ({ etag, lastModified }: Validators): string | undefined => etag ?? lastModified

/** The fields that are there, without those that are `undefined`. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>

type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

type Header = string | string[] | undefined

// Visible ASCII and obs-text (RFC 9110, section 8.8.3), and the blanks of a date.
const LEGAL = /^[\x20-\x7e\x80-\xff]{1,1024}$/
const ENTITY_TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/
const STRONG_TAG = /^"[\x21\x23-\x7e\x80-\xff]*"$/

const legal = (value: unknown): string | undefined =>
  typeof value === 'string' && LEGAL.test(value) ? value : undefined

/**
 * A tag that can be asked with. Servers that leave out the quotes are indulged; a `*` or a list is not, since it would
 * match what is not ours (RFC 9110, section 13.1.2).
 */
export function etagOf(value: unknown): string | undefined {
  const tag = legal(value)
  if (tag === undefined || ENTITY_TAG.test(tag)) return tag
  return tag.trim() === '*' || tag.includes(',') ? undefined : tag
}

/** The text, if it is a date: anything else is to be ignored (RFC 9110, section 13.1.3). */
const dateOf = (value: unknown): string | undefined => {
  const date = legal(value)
  return date !== undefined && parseHttpDate(date, Date.now()) !== undefined ? date : undefined
}

/** The tag, if it stands for these very bytes and for no others of the resource (RFC 9110, section 8.8.1). */
export const strongEtag = ({ etag }: { readonly etag?: Header | undefined }): string | undefined => {
  const tag = etagOf(etag)
  return tag !== undefined && STRONG_TAG.test(tag) ? tag : undefined
}

/** What a 200 says of its version. `now` (epoch ms) is when it came. */
export function validatorsOf(headers: ResponseHeaders, now: number): Validators {
  const etag = etagOf(headers.etag)
  const lastModified = dateOf(headers['last-modified'])
  const dateIsWeak = lastModified !== undefined && !isStrongDate(lastModified, headers.date, now)
  return present({
    etag,
    uncodedEtag: etag && uncoded(etag, headers['content-encoding']),
    lastModified,
    dateIsWeak: dateIsWeak || undefined,
  })
}

/** Validators as `validatorsOf` gave them. They may come from a disk: nothing is taken for granted. */
export const readValidators = (known: Readonly<Record<string, unknown>>): Validators =>
  present({
    etag: etagOf(known.etag),
    uncodedEtag: etagOf(known.uncodedEtag),
    lastModified: dateOf(known.lastModified),
    dateIsWeak: known.dateIsWeak === true || undefined,
  })

/**
 * The conditions that ask for anything but this version, with the validators exactly as they were received; a server that
 * knows the tag ignores the date (RFC 9110, section 13.2.2). A weak date is left out: a 304 would be the answer to whatever
 * else was made within its second.
 */
export function conditionsOf({ etag, uncodedEtag, lastModified, dateIsWeak }: Validators) {
  const tags = [etag, uncodedEtag].filter((tag) => tag !== undefined).join(', ')
  const conditions: Record<string, string> = {}
  if (tags !== '') conditions['if-none-match'] = tags
  if (lastModified !== undefined && !dateIsWeak) conditions['if-modified-since'] = lastModified
  return conditions
}

/**
 * Does a 304 speak of this very version?
 *
 * The same strong tag proves it (RFC 9111, section 4.3.4). Short of that, neither the tag nor the date may be another: an
 * origin that has gone back to an older file says "not modified since" of it. A 304 may leave out what it could repeat
 * (RFC 9110, section 15.4.5), but not bring a tag in place of the date that it was asked about.
 */
export function confirms(ours: Validators, headers: ResponseHeaders): boolean {
  const theirs = etagOf(headers.etag)
  if (theirs !== undefined && theirs === strongEtag(ours)) return true
  const isDateOurs = sameDate(ours.lastModified, legal(headers['last-modified']))
  if (theirs === undefined) return isDateOurs !== false
  if (ours.etag === undefined) return isDateOurs === true
  return isDateOurs !== false && [ours.etag, ours.uncodedEtag].some((tag) => tag && isAlike(tag, theirs))
}

/** Compared weakly (RFC 9110, section 8.8.3.2). */
const isAlike = (a: string, b: string): boolean => opaque(a) === opaque(b)
const opaque = (etag: string): string => etag.replace(/^W\//, '')

/** `undefined` where one of them is missing. */
function sameDate(ours: string | undefined, theirs: string | undefined): boolean | undefined {
  if (ours === undefined || theirs === undefined) return undefined
  const now = Date.now()
  return ours === theirs || parseHttpDate(ours, now) === parseHttpDate(theirs, now)
}

// A version that was made a whole second before it was sent can't change under the same date (RFC 9110, section 8.8.2.2).
// Without a `Date` there is only our own clock to compare with, which may differ from the origin's.
const SECOND = 1_000
const CLOCKS_APART = 60_000

function isStrongDate(lastModified: string, date: Header, now: number): boolean {
  const madeAt = parseHttpDate(lastModified, now) ?? NaN
  const sentAt = typeof date === 'string' ? parseHttpDate(date, now) : undefined
  return sentAt === undefined ? now - madeAt >= CLOCKS_APART : sentAt - madeAt >= SECOND
}

/**
 * Apache puts `-gzip` or `-br` at the end of the tag of what it compresses, and then knows only the tag without it
 * (https://bz.apache.org/bugzilla/show_bug.cgi?id=39727): asked with its own tag alone, it always sends the whole body.
 */
function uncoded(etag: string, contentEncoding: Header): string | undefined {
  const coding = listHeader(contentEncoding).at(-1)?.replace(/^x-/, '')
  const suffix = `-${coding}"`
  return ENTITY_TAG.test(etag) && etag.endsWith(suffix) ? `${etag.slice(0, -suffix.length)}"` : undefined
}
