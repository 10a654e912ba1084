/** What an HTTP origin says about a version, which is kept for as long as its bytes are. @module */

import { isDeepStrictEqual } from 'node:util'
import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { present, readValidators, type Validators, validatorsOf } from '../headers/validators.ts'
import type { Answer } from './exchange.ts'
import { resourceOf } from './resource.ts'
import { dictionaryId } from './use-as-dictionary.ts'
import { varyKey } from './vary-key.ts'

/** The validators of a published version, and the headers that a 304 may leave out. */
export type HttpKnown = Known &
  Validators & {
    /** What was asked for, without what signed the URL. */
    readonly resource: string
    readonly signature?: string
    readonly cacheControl?: string
    readonly expires?: string
    readonly vary?: string
    /** What the request said where `vary` makes it matter, as digests. */
    readonly variant?: string
    /** The body may be the dictionary of the next one, under this id, which may be empty. */
    readonly dictionary?: string
  }

type Said = Pick<Answer, 'request' | 'headers' | 'wallClock'>

/** What is known by an answer of status 200. */
export const knownOf = (said: Said): HttpKnown => ({
  ...circumstances(said),
  ...validatorsOf(said.headers, said.wallClock),
  ...present({ dictionary: dictionaryId(said.headers, said.request.url) }),
})

/**
 * What is known after a 304 that confirms it: the stored headers, overwritten by those that came (RFC 9111, section
 * 3.2); the same object when nothing is new.
 *
 * The validators stay those of the bytes: a 304 brings no bytes, so a name in it proves nothing of ours. `Date` and `Age`
 * speak of the 304 alone, so they are never stored.
 */
export function updateKnown(known: HttpKnown, said: Said): HttpKnown {
  const updated = { ...known, ...circumstances(said, known.vary) }
  return isDeepStrictEqual(updated, known) ? known : updated
}

function circumstances({ request, headers }: Said, storedVary?: string) {
  const vary = joined(headers.vary) ?? storedVary
  return present({
    ...resourceOf(request.url),
    cacheControl: joined(headers['cache-control']),
    expires: joined(headers.expires),
    vary,
    variant: varyKey(vary, request.headers),
  })
}

/** The headers of a 304 together with those of the stored answer that it leaves out. */
export function storedHeaders(known: HttpKnown, headers: ResponseHeaders): ResponseHeaders {
  const { cacheControl, expires, lastModified, vary } = known
  const stored = { 'cache-control': cacheControl, expires, 'last-modified': lastModified, vary }
  return { ...stored, ...headers }
}

/** `known` as this module wrote it. It may come from a disk: nothing is taken for granted. */
export function readKnown(known: Known | undefined): HttpKnown | undefined {
  if (typeof known?.resource !== 'string') return undefined
  const text = (key: string) => {
    const value = known[key]
    return typeof value === 'string' ? value : undefined
  }
  return present({
    ...readValidators(known),
    resource: known.resource,
    signature: text('signature'),
    cacheControl: text('cacheControl'),
    expires: text('expires'),
    vary: text('vary'),
    variant: text('variant'),
    dictionary: text('dictionary'),
  })
}

const joined = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : [header].flat().join(', ')
