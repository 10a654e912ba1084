/** The whole body of an object, in as many parts as it takes; its checksum has the last word. @module */

import { TermError } from '../../base/errors.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import { anotherWhole, type DigestCheck, partDigest, type Trailers } from '../transfer/digest.ts'
import { type BodyPart, wholeBody } from '../transfer/whole-body.ts'
import type { Answer } from './ask.ts'
import { readPart, releaseBody } from './body.ts'
import { proofOf } from './checksum.ts'
import type { Connections } from './connections.ts'
import type { ResolvedS3Options } from './options.ts'
import { type Divisible, isPassing, rest } from './resume.ts'

export interface Download {
  readonly connections: Connections
  readonly options: ResolvedS3Options
  readonly size: number | undefined
  readonly maxBytes: number
  /** What a cut body is asked on with; absent: it can't be. */
  readonly divisible: Divisible | undefined
  readonly scope: AbortScope
}

/** The chunks as they come. @throws TermError when the body is not whole, at the end at the latest */
export function download(answer: Answer, download: Download): AsyncGenerator<Uint8Array> {
  const { options, size, maxBytes, scope } = download
  const ask = asker(download)
  const partOf = ({ body, part }: Answer, proof: DigestCheck | undefined): BodyPart => ({
    chunks: readPart(body, options.timeouts, part),
    proof,
    size,
  })

  async function resume(received: number, cut: unknown): Promise<BodyPart> {
    const part = await ask(received, cut)
    const another = anotherWhole(answer.headers, part.headers)
    if (another === undefined) return partOf(part, partDigest(part.headers, trailersOf(part)))
    releaseBody(part.body, part.part)
    throw another
  }

  const first = partOf(answer, proofOf(answer.headers, trailersOf(answer)))
  return wholeBody(first, { maxBytes, allowEmpty: options.allowEmpty, resume }, scope)
}

const trailersOf =
  ({ body }: Answer): Trailers =>
  () =>
    body.trailers

/** Asks for the rest as often as it may, or throws why there is none. */
function asker({ connections, options, divisible, scope }: Download) {
  let left = options.resumes
  let versionId = divisible?.versionId
  return async function ask(from: number, cut: unknown): Promise<Answer> {
    let reason = cut
    while (divisible !== undefined && left > 0 && isPassing(reason) && !scope.signal.aborted) {
      left -= 1
      try {
        const answer = await rest(connections, options, { ...divisible, versionId, from }, scope)
        if (answer !== undefined) return answer
        break
      } catch (error) {
        // To name a version takes a permission of its own (s3:GetObjectVersion); the ETag alone will do.
        const isTooMuch = isDenied(error) && versionId !== options.versionId
        reason = isTooMuch ? cut : error
        if (isTooMuch) versionId = options.versionId
      }
    }
    throw reason
  }
}

const isDenied = (error: unknown): boolean =>
  error instanceof TermError && error.code === 'ERR_TERM_DENIED' && !error.retryAfterMs
