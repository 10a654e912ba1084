/** What an answer amounts to: something newer, or a failure. @module */

import type { Changed } from '../fetcher.ts'
import { contentEncoding } from '../headers/content-encoding.ts'
import { lastModified } from '../headers/last-modified.ts'
import { mediaType } from '../headers/media-type.ts'
import type { Attempt } from '../transfer/abort-scope.ts'
import { announcedSize } from '../transfer/announced-size.ts'
import type { Answer } from './ask.ts'
import { proofOf } from './checksum.ts'
import type { Connections } from './connections.ts'
import { download } from './download.ts'
import type { ResolvedS3Options } from './options.ts'
import { divisible } from './resume.ts'
import { knownOf, nameOf } from './validators.ts'

export interface DeliveryOptions {
  readonly connections: Connections
  readonly options: ResolvedS3Options
  readonly maxBytes: number
  readonly attempt: Attempt
}

/** A 200 with its body still to be read. @throws TermError when it is one whose body must not be taken */
export function delivery(
  answer: Answer,
  { connections, options, maxBytes, attempt }: DeliveryOptions,
): Changed {
  const { headers, resource } = answer
  const { allowEmpty } = options
  // A proof tells a cut from the end.
  const allowUnframed = proofOf(headers) !== undefined
  const size = announcedSize(headers, { maxBytes, allowEmpty, allowUnframed })
  const known = knownOf(resource, headers)
  return {
    changed: true,
    ...nameOf(known),
    size,
    encoding: contentEncoding(headers),
    mayBeEmpty: allowEmpty,
    mediaType: mediaType(headers),
    modifiedAt: lastModified(headers),
    known,
    open(signal) {
      attempt.follow(signal)
      const parts = divisible(known.etag, size, options.versionId ?? known.versionId)
      return download(answer, { connections, options, size, maxBytes, attempt, divisible: parts })
    },
  }
}
