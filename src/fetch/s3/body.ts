/** The bytes of one answer: read under watch, or thrown away. @module */

import { types } from 'node:util'
import { TermError } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import type { ResolvedTimeouts } from '../transfer/timeouts.ts'
import { MOST_UNWANTED, readUnwanted } from '../transfer/unwanted-body.ts'
import { watchedChunks } from '../transfer/watched-chunks.ts'
import { brokenOff } from './errors.ts'

export type S3Body = AsyncIterable<Uint8Array> & {
  destroy?: () => unknown
  /** They are there when the body has come to its end. */
  readonly trailers?: ResponseHeaders
}

/** The chunks as they come, complete or with an error at the end. */
export async function* readPart(
  body: S3Body,
  timeouts: ResolvedTimeouts,
  part: AbortScope,
): AsyncGenerator<Uint8Array> {
  let isWhole = false
  try {
    yield* watchedChunks(body, timeouts, part)
    isWhole = true
  } catch (error) {
    throw part.signal.aborted ? abortError(part.signal, 'download') : brokenOff(error)
  } finally {
    // A body that was read to its end has given the connection back.
    if (!isWhole) releaseBody(body, part)
    part.end()
  }
}

/** Closes the connection that the body is still coming over. */
export function releaseBody(body: S3Body, part: AbortScope): void {
  part.abort(new TermError('ERR_TERM_ABORTED', 'The body is not wanted', { stage: 'download' }))
  body.destroy?.()
  part.end()
}

/** The beginning of the page of an error: enough for its code. */
export async function readAtMost(body: S3Body | Uint8Array): Promise<Uint8Array> {
  if (types.isUint8Array(body)) return body
  const chunks: Uint8Array[] = []
  async function read(from: S3Body): Promise<void> {
    let size = 0
    for await (const chunk of from) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size >= MOST_UNWANTED) break
    }
  }
  const close = () => body.destroy?.()
  await readUnwanted(() => read(body), close)
  close()
  return Buffer.concat(chunks)
}
