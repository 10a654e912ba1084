/** What an HTTP origin says about a version, and how the next request asks with it (RFC 9110, section 13.1). @module */

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../response-headers.ts'
import type { Answer, HttpRequest } from './exchange.ts'
import { variantOf } from './variant.ts'

/** The validators of a published version, and the headers that a 304 may leave out. */
export type HttpKnown = Known & {
  /** A digest of the URL: validators of one resource say nothing about another. */
  readonly resource: string
  readonly etag?: string
  readonly lastModified?: string
  readonly cacheControl?: string
  readonly expires?: string
  readonly vary?: string
  /** What the request said where `vary` makes it matter, as a digest. */
  readonly variant?: string
}

type Said = Pick<Answer, 'request' | 'headers'>

/** A short digest of the URL without its credentials: a query may hold a secret, so it is not kept as it is. */
const resourceOf = ({ origin, pathname, search }: URL): string =>
  createHash('sha256')
    .update(origin + pathname + search)
    .digest('base64url')
    .slice(0, 22)

/** What is known by an answer of status 200. */
export function knownOf({ request, headers }: Said): HttpKnown {
  const vary = joined(headers.vary)
  return compact(resourceOf(request.url), {
    etag: etagOf(headers),
    lastModified: validator(headers['last-modified']),
    cacheControl: joined(headers['cache-control']),
    expires: joined(headers.expires),
    vary,
    variant: variantOf(vary, request.headers),
  })
}

/**
 * What is known after a 304: the stored headers, overwritten by those that came (RFC 9111, section 3.2); the same
 * object when nothing is new.
 *
 * `Date` and `Age` are those of the 304, so they are never stored; those of the body and of the hop don't matter here.
 */
export function updateKnown(known: HttpKnown, said: Said): HttpKnown {
  const updated = { ...known, ...knownOf(said) }
  return isDeepStrictEqual(updated, known) ? known : updated
}

/** The headers of a 304 together with those of the stored answer that it leaves out. */
export function storedHeaders(known: HttpKnown, headers: ResponseHeaders): ResponseHeaders {
  const { cacheControl, expires, lastModified } = known
  const stored = { 'cache-control': cacheControl, expires, 'last-modified': lastModified }
  return { ...stored, ...headers }
}

/**
 * `known` as this module wrote it, if it is about what is asked for: the resource, and the variant of it. It may come
 * from a disk: nothing is taken for granted.
 */
export function readKnown({ url, headers }: HttpRequest, known: Known | undefined): HttpKnown | undefined {
  const resource = resourceOf(url)
  if (known?.resource !== resource) return undefined
  const text = (key: string) => {
    const value = known[key]
    return typeof value === 'string' ? value : undefined
  }
  const vary = text('vary')
  const variant = variantOf(vary, headers)
  if (variant !== text('variant')) return undefined
  return compact(resource, {
    etag: validator(text('etag')),
    lastModified: validator(text('lastModified')),
    cacheControl: text('cacheControl'),
    expires: text('expires'),
    vary,
    variant,
  })
}

/** Both conditions, exactly as the validators were received; a server that knows the ETag ignores the date. */
export function conditionsOf(known: HttpKnown | undefined): Record<string, string> {
  const headers: Record<string, string> = {}
  if (known?.etag !== undefined) headers['if-none-match'] = known.etag
  if (known?.lastModified !== undefined) headers['if-modified-since'] = known.lastModified
  return headers
}

/** Does the 304 speak of another version than ours? Compared weakly (RFC 9110, section 8.8.3.2). */
export function confirmsAnother(known: HttpKnown, headers: ResponseHeaders): boolean {
  const etag = etagOf(headers)
  return etag !== undefined && known.etag !== undefined && opaqueTag(etag) !== opaqueTag(known.etag)
}

const opaqueTag = (etag: string): string => etag.replace(/^W\//, '')

/** The ETag, if it stands for these very bytes, so that a range fits on to them (RFC 9110, section 8.8.1). */
export const strongEtag = (headers: ResponseHeaders): string | undefined =>
  /^"[\x21\x23-\x7e\x80-\xff]*"$/.exec(etagOf(headers) ?? '')?.[0]

// An unquoted `*` in If-None-Match would match whatever the origin has (RFC 9110, section 13.1.2).
const etagOf = ({ etag }: ResponseHeaders): string | undefined => (etag === '*' ? undefined : validator(etag))

// Visible ASCII and obs-text (RFC 9110, section 8.8.3), and the blanks of a date.
const VALIDATOR = /^[\x20-\x7e\x80-\xff]{1,1024}$/

const validator = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && VALIDATOR.test(header) ? header : undefined

const joined = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : [header].flat().join(', ')

type Fields = Readonly<Record<Exclude<keyof HttpKnown, 'resource'>, string | undefined>>

function compact(resource: string, fields: Fields): HttpKnown {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { resource, ...Object.fromEntries(present) }
}
