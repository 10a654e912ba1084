/** The body of an answer, and of those that go on with it after a cut. @module */

import { type DigestCheck, partDigest, wholeDigest } from '../transfer/digest.ts'
import { isCut, toNetworkError } from '../transfer/network-errors.ts'
import { watchedChunks } from '../transfer/watched-chunks.ts'
import { type BodyPart, wholeBody } from '../transfer/whole-body.ts'
import type { Answer, Way } from './exchange.ts'
import { isResumable, type Part, resume } from './resume.ts'

export interface BodyOptions {
  readonly size: number | undefined
  readonly maxBytes: number
  readonly allowEmpty: boolean
  /** What proves the whole. */
  readonly digest: DigestCheck | undefined
  /** The most that a `Retry-After` can ask for, in ms. */
  readonly retryAfterCapMs: number
}

const MOST_RESUMES = 3

/** The chunks as they come. After a cut only the rest is asked for; a body that can't be continued fails. */
export function readBody(
  first: Answer,
  { size, maxBytes, allowEmpty, digest, retryAfterCapMs }: BodyOptions,
  way: Way,
): AsyncGenerator<Uint8Array> {
  const chunksOf = ({ body }: Answer) => watchedChunks(body, way.timeouts, way.scope)
  let known = size
  let resumes = 0

  async function goOn(received: number, thrown: unknown): Promise<BodyPart> {
    if (!isCut(thrown) || resumes === MOST_RESUMES || !isResumable(first)) throw thrown
    resumes += 1
    const error = toNetworkError(thrown, 'download')
    const part = await resume({ first, received, size: known, error }, way, retryAfterCapMs)
    known = part.size
    const { answer } = part
    const isRest = answer.status === 206
    return {
      chunks: isRest ? chunksOf(answer) : onceMore(part, chunksOf(answer)),
      proof: isRest ? partDigest(answer.headers, () => answer.trailers) : undefined,
      size: known,
    }
  }

  const beginning = { chunks: chunksOf(first), proof: digest, size }
  return wholeBody(beginning, { maxBytes, allowEmpty, resume: goOn }, way.scope)
}

/** The whole once more, without what has come before; its digest is of all that it brings. */
async function* onceMore(
  { answer, skip }: Part,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const digest = wholeDigest(answer.headers, () => answer.trailers)
  let known = skip
  for await (const chunk of chunks) {
    digest?.update(chunk)
    const fresh = chunk.subarray(known)
    known -= chunk.byteLength - fresh.byteLength
    if (fresh.byteLength > 0) yield fresh
  }
  digest?.verify()
}
