/** How a request asks for anything but what is known, and which 304 confirms it (RFC 9110, section 13.1). @module */

import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { conditionsOf, confirms, etagOf, strongEtag } from '../headers/validators.ts'
import type { HttpRequest } from './exchange.ts'
import type { RequestHeaders } from './request-headers.ts'
import { resourceOf } from './resource.ts'
import { type HttpKnown, readKnown } from './validators.ts'
import { isForSameTaste, varyKey } from './vary-key.ts'

export interface Condition {
  readonly known: HttpKnown
  /** What the request carries. */
  readonly headers: RequestHeaders
  /** Does a 304 to it speak of what is known? */
  confirms(headers: ResponseHeaders): boolean
}

/**
 * The condition that asks for anything but what is known of this resource; `undefined` where nothing is known that proves it.
 *
 * Where the URL is signed anew, or a header differs that `Vary` names, only a strong tag will do: no other bytes of the
 * resource have it, whoever asks for them (RFC 9110, section 8.8.1; RFC 9111, section 4.1).
 */
export function conditionOf(request: HttpRequest, kept: Known | undefined): Condition | undefined {
  const known = readKnown(kept)
  const { resource, signature } = resourceOf(request.url)
  if (known?.resource !== resource) return undefined
  const variant = varyKey(known.vary, request.headers)
  if (!isForSameTaste(variant, known.variant)) return undefined
  const isSame = variant === known.variant && signature === known.signature
  return isSame ? usual(known) : strict(known)
}

function usual(known: HttpKnown): Condition | undefined {
  const headers = conditionsOf(known)
  if (Object.keys(headers).length === 0) return undefined
  return { known, headers, confirms: (theirs) => confirms(known, theirs) }
}

function strict(known: HttpKnown): Condition | undefined {
  const etag = strongEtag(known)
  if (etag === undefined) return undefined
  const { uncodedEtag } = known
  return {
    known,
    headers: conditionsOf({ etag, ...(uncodedEtag !== undefined && { uncodedEtag }) }),
    confirms: (headers) => [etag, uncodedEtag].includes(etagOf(headers.etag) ?? etag),
  }
}
