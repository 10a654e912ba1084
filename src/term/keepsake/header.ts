/** What is written beside the bytes of an edition. @module */

import type { Edition } from '../../store/edition.ts'
import type { GenerationHeader } from '../../store/keepsake/index.ts'
import type { ResolvedTerm } from '../resolve-options.ts'
import type { WireCopy } from '../tee.ts'
import { knownFor } from './notes.ts'

/** `undefined` for an edition that was not made of bytes, as a test makes one. */
export function headerOf(
  { name: term, source: fetcher }: ResolvedTerm,
  edition: Edition<unknown>,
  { encoding, mayBeEmpty, mediaType, proof }: WireCopy,
): GenerationHeader | undefined {
  const { version, digest, known, source, publishedAt, modifiedAt, isAccepted } = edition
  if (digest === undefined || publishedAt === undefined) return undefined
  return {
    term,
    version,
    digest,
    known: knownFor(fetcher, known),
    encoding,
    mayBeEmpty,
    mediaType,
    source,
    publishedAt,
    confirmedAt: publishedAt,
    modifiedAt,
    proof: proof && Buffer.from(proof).toString('base64'),
    ...(isAccepted === true && { accepted: true }),
  }
}
