/** A whole body, in as many parts as it takes: counted, proved, and continued where it is cut. @module */

import { TermError, type TermErrorCode } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'
import type { AbortScope } from './abort-scope.ts'
import type { DigestCheck } from './digest.ts'
import { toNetworkError } from './network-errors.ts'

/** What one answer brings of a body: from where the part before it was cut to the end of the whole. */
export interface BodyPart {
  readonly chunks: AsyncIterable<Uint8Array>
  /** What proves the bytes from the beginning of this part to the end, whatever answers bring them. */
  readonly proof: DigestCheck | undefined
  /** The size of the whole, if it is known by now. */
  readonly size: number | undefined
}

export interface WholeBodyOptions {
  readonly maxBytes: number
  readonly allowEmpty: boolean
  /** The part that goes on after so many bytes. @throws why there is none: the error of the cut, or a better one */
  resume(received: number, thrown: unknown): Promise<BodyPart>
}

/** The chunks as they come. @throws TermError when the body is not whole, at the end at the latest */
export async function* wholeBody(
  first: BodyPart,
  { maxBytes, allowEmpty, resume }: WholeBodyOptions,
  scope: AbortScope,
): AsyncGenerator<Uint8Array> {
  const proofs = [first.proof]
  let part = first
  let received = 0
  let isWhole = false
  try {
    while (!isWhole) {
      try {
        for await (const chunk of part.chunks) {
          received += chunk.byteLength
          if (received > maxBytes) throw failed('ERR_TERM_TOO_LARGE', `is larger than ${maxBytes} bytes`)
          for (const proof of proofs) proof?.update(chunk)
          yield chunk
        }
        isWhole = true
      } catch (thrown) {
        part = await resume(received, thrown)
        proofs.push(part.proof)
      }
    }
    checkEnd(received, part.size, allowEmpty)
    for (const proof of proofs) proof?.verify()
  } catch (error) {
    const { signal } = scope
    throw signal.aborted ? abortError(signal, 'download') : toNetworkError(error, 'download')
  } finally {
    scope.end()
  }
}

function checkEnd(received: number, size: number | undefined, allowEmpty: boolean): void {
  if (received === 0 && !allowEmpty) throw failed('ERR_TERM_EMPTY', 'is empty')
  if (size === undefined || received === size) return
  const code = received < size ? 'ERR_TERM_TRUNCATED' : 'ERR_TERM_PROTOCOL'
  throw failed(code, `ended after ${received} of ${size} bytes`)
}

const failed = (code: TermErrorCode, what: string): TermError =>
  new TermError(code, `The body ${what}`, { stage: 'download' })
