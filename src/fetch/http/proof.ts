/** Brings the proof of an object, such as its signature: from beside it, or out of a header of its own answer. @module */

import { TermError } from '../../base/errors.ts'
import type { ProofPlace } from '../../base/proof.ts'
import type { BringProof, Probe } from '../fetcher.ts'
import { contentEncoding } from '../headers/content-encoding.ts'
import { type AbortScope, inAbortScope } from '../transfer/abort-scope.ts'
import { toNetworkError } from '../transfer/network-errors.ts'
import { proofBytes, proofInHeader } from '../transfer/proof-bytes.ts'
import { statusError } from '../transfer/status-errors.ts'
import { watchedChunks } from '../transfer/watched-chunks.ts'
import { type Asked, ask } from './ask.ts'
import { discard } from './discard.ts'
import type { Answer, Way } from './exchange.ts'
import type { ResolvedHttpOptions } from './options.ts'

/** The answer of a probe, with the way to its proof where one is wanted. */
export function withHttpProof<P extends Probe>(
  probe: P,
  { answer }: Asked,
  place: ProofPlace | undefined,
  way: Omit<Way, 'scope'>,
  options: ResolvedHttpOptions,
): P {
  if (place === undefined || place === 'manifest') return probe
  if ('beside' in place) return { ...probe, proof: besideOf(place.beside, way, options) }
  const bytes = proofInHeader(answer.headers, place.header)
  // A 304 may leave the header out (RFC 9110, section 15.4.5), and says nothing of it then.
  return bytes === undefined ? probe : { ...probe, proof: async () => bytes }
}

/** The URL of the user with this ending to its path, asked for as the object itself is. */
const besideOf =
  (ending: string, way: Omit<Way, 'scope'>, options: ResolvedHttpOptions): BringProof =>
  async (signal) => {
    const url = new URL(options.url)
    url.pathname += ending
    const headers = {
      current: async (signal: AbortSignal) => ({
        ...(await options.headers.current(signal)),
        // What is signed is small; a coding would only be one more thing to undo.
        'accept-encoding': 'identity',
      }),
    }
    try {
      return await inAbortScope(signal, 'download', async (scope) => {
        const { answer } = await ask({ ...way, scope }, { ...options, url, headers }, undefined)
        return bytesOf(answer, scope, options)
      })
    } catch (error) {
      throw toNetworkError(error, 'download')
    }
  }

async function bytesOf(
  answer: Answer,
  scope: AbortScope,
  { timeouts, retryAfterCapMs }: ResolvedHttpOptions,
): Promise<Uint8Array | undefined> {
  const { status, headers, wallClock, body } = answer
  const refused = statusError(status, headers, { now: wallClock, retryAfterCapMs, stage: 'download' })
  try {
    if (refused?.code === 'ERR_TERM_NOT_FOUND') return undefined
    if (refused !== undefined) throw refused
    if (contentEncoding(headers) !== undefined)
      throw new TermError('ERR_TERM_PROTOCOL', 'The origin compressed it', { stage: 'download' })
    return await proofBytes(watchedChunks(body, timeouts, scope))
  } finally {
    void discard(body)
    scope.end()
  }
}
