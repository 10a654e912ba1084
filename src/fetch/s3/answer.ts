/** What an answer amounts to: something newer, or a failure. @module */

import type { Changed } from '../fetcher.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import { bodyFacts } from '../transfer/body-facts.ts'
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
  readonly scope: AbortScope
}

/** A 200 with its body still to be read. @throws TermError when it is one whose body must not be taken */
export function delivery(
  answer: Answer,
  { connections, options, maxBytes, scope }: DeliveryOptions,
): Changed {
  const { headers, resource } = answer
  const { allowEmpty } = options
  // A proof tells a cut from the end, but not one that is still to come in trailers: a cut body has none.
  const allowUnframed = proofOf(headers) !== undefined
  const facts = bodyFacts(headers, { maxBytes, allowEmpty, allowUnframed }, Date.now())
  const known = knownOf(resource, headers)
  return {
    changed: true,
    ...nameOf(known),
    ...facts,
    known,
    open(signal) {
      scope.follow(signal)
      const parts = divisible(known.etag, facts.size, options.versionId ?? known.versionId)
      return download(answer, { connections, options, size: facts.size, maxBytes, scope, divisible: parts })
    },
  }
}
