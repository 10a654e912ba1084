/** What the headers of a 200 say of the body that is to be taken. @module */

import type { Changed } from '../fetcher.ts'
import { contentEncoding } from '../headers/content-encoding.ts'
import { lastModified } from '../headers/last-modified.ts'
import { mediaType } from '../headers/media-type.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { announcedSize, type FramingOptions } from './announced-size.ts'

export type BodyFacts = Pick<Changed, 'size' | 'encoding' | 'mayBeEmpty' | 'mediaType' | 'modifiedAt'>

/** @param now - when the headers came, in epoch ms @throws TermError when the body must not be taken */
export function bodyFacts(headers: ResponseHeaders, options: FramingOptions, now: number): BodyFacts {
  return {
    size: announcedSize(headers, options),
    encoding: contentEncoding(headers),
    mayBeEmpty: options.allowEmpty,
    mediaType: mediaType(headers),
    modifiedAt: lastModified(headers, now),
  }
}
