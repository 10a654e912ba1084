/** The body of an answer: whole, whatever connections it takes, or an error at the end. @module */

import { TermError, type TermErrorCode } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'
import { type DigestCheck, partDigest, wholeDigest } from '../transfer/digest.ts'
import { isCut, toHttpError } from '../transfer/network-errors.ts'
import { chunksOf } from '../transfer/watched-chunks.ts'
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
export async function* readBody(
  first: Answer,
  { size, maxBytes, allowEmpty, digest, retryAfterCapMs }: BodyOptions,
  way: Way,
): AsyncGenerator<Uint8Array> {
  const { signal, end } = way.attempt
  let part: Part = { answer: first, skip: 0, size }
  // A part goes on to the end of the whole, so what comes after its cut belongs to it as well.
  const checks = [digest]
  let chunks = chunksOf(first.body, way.timeouts, way.attempt)
  let received = 0
  let resumes = 0
  try {
    while (true) {
      try {
        for await (const chunk of chunks) {
          received += chunk.byteLength
          if (received > maxBytes) throw failed('ERR_TERM_TOO_LARGE', `is larger than ${maxBytes} bytes`)
          for (const check of checks) check?.update(chunk)
          yield chunk
        }
        break
      } catch (thrown) {
        if (!isCut(thrown) || resumes === MOST_RESUMES || !isResumable(first)) throw thrown
        resumes += 1
        const error = toHttpError(thrown, 'download')
        part = await resume({ first, received, size: part.size, error }, way, retryAfterCapMs)
        const isRest = part.answer.status === 206
        if (isRest) checks.push(partDigest(part.answer.headers, part.answer.trailers))
        chunks = isRest ? chunksOf(part.answer.body, way.timeouts, way.attempt) : onceMore(part, way)
      }
    }
    checkEnd(received, part.size, allowEmpty)
    for (const check of checks) check?.verify()
  } catch (error) {
    throw signal.aborted ? abortError(signal, 'download') : toHttpError(error, 'download')
  } finally {
    end()
  }
}

/** The whole once more, without what has come before. */
async function* onceMore({ answer, skip }: Part, { timeouts, attempt }: Way): AsyncGenerator<Uint8Array> {
  const digest = wholeDigest(answer.headers, answer.trailers)
  let known = skip
  for await (const chunk of chunksOf(answer.body, timeouts, attempt)) {
    digest?.update(chunk)
    const fresh = chunk.subarray(known)
    known -= chunk.byteLength - fresh.byteLength
    if (fresh.byteLength > 0) yield fresh
  }
  digest?.verify()
}

function checkEnd(received: number, size: number | undefined, allowEmpty: boolean): void {
  if (received === 0 && !allowEmpty) throw failed('ERR_TERM_EMPTY', 'is empty')
  if (size === undefined || received === size) return
  const code = received < size ? 'ERR_TERM_TRUNCATED' : 'ERR_TERM_PROTOCOL'
  throw failed(code, `ended after ${received} of ${size} bytes`)
}

const failed = (code: TermErrorCode, what: string): TermError =>
  new TermError(code, `The body ${what}`, { stage: 'download' })
