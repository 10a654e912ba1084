/** The whole body of an object, in as many parts as it takes; its checksum has the last word. @module */

import { TermError, type TermErrorCode } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'
import type { Attempt } from '../transfer/abort-scope.ts'
import { anotherWhole, partDigest } from '../transfer/digest.ts'
import type { Answer } from './ask.ts'
import { letGo, readPart } from './body.ts'
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
  readonly attempt: Attempt
}

/** The chunks as they come. @throws TermError when the body is not whole, at the end at the latest */
export async function* download(answer: Answer, download: Download): AsyncGenerator<Uint8Array> {
  const { options, size, maxBytes, attempt } = download
  // A part goes on to the end of the whole, so what comes after its cut belongs to it as well.
  const proofs = [proofOf(answer.headers)]
  const resume = resumer(download)
  let received = 0
  let part: Answer | undefined = answer
  try {
    while (part !== undefined) {
      try {
        for await (const chunk of readPart(part.body, options.timeouts, part.part)) {
          received += chunk.byteLength
          if (received > maxBytes)
            throw failed('ERR_TERM_TOO_LARGE', `The body is larger than ${maxBytes} bytes`)
          for (const proof of proofs) proof?.update(chunk)
          yield chunk
        }
        part = undefined
      } catch (error) {
        part = await resume(received, error)
        const another = anotherWhole(answer.headers, part.headers)
        if (another !== undefined) {
          letGo(part.body, part.part)
          throw another
        }
        proofs.push(partDigest(part.headers))
      }
    }
  } catch (error) {
    throw attempt.signal.aborted ? abortError(attempt.signal, 'download') : error
  } finally {
    attempt.end()
  }
  if (size !== undefined && received !== size) {
    throw failed('ERR_TERM_TRUNCATED', `The body ended after ${received} of ${size} bytes`)
  }
  if (received === 0 && !options.allowEmpty) throw failed('ERR_TERM_EMPTY', 'The body is empty')
  for (const proof of proofs) proof?.verify()
}

/** Gets the rest, or throws why there is none. */
function resumer({ connections, options, divisible, attempt }: Download) {
  let left = options.resumes
  let versionId = divisible?.versionId
  return async function resume(from: number, cut: unknown): Promise<Answer> {
    let reason = cut
    while (divisible !== undefined && left > 0 && isPassing(reason) && !attempt.signal.aborted) {
      left -= 1
      try {
        const answer = await rest(connections, options, { ...divisible, versionId, from }, attempt)
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

const failed = (code: TermErrorCode, message: string): TermError =>
  new TermError(code, message, { stage: 'download' })
