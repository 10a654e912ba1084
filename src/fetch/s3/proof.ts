/** Brings the proof of an object, such as its signature: from beside it, or out of a header, such as its metadata. @module */

import { TermError } from '../../base/errors.ts'
import type { ProofPlace } from '../../base/proof.ts'
import type { BringProof, Probe } from '../fetcher.ts'
import { inAbortScope } from '../transfer/abort-scope.ts'
import { proofBytes, proofInHeader } from '../transfer/proof-bytes.ts'
import type { Answer } from './ask.ts'
import { readPart } from './body.ts'
import type { Connections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { ResolvedS3Options } from './options.ts'

/** The answer of a probe, with the way to its proof where one is wanted. */
export function withS3Proof<P extends Probe>(
  probe: P,
  { headers }: Answer,
  place: ProofPlace | undefined,
  connections: Connections,
  options: ResolvedS3Options,
): P {
  if (place === undefined || place === 'manifest') return probe
  if ('beside' in place) return { ...probe, proof: besideOf(place.beside, connections, options) }
  const bytes = proofInHeader(headers, place.header)
  // A 304 doesn't repeat the metadata, and says nothing of it then.
  return bytes === undefined ? probe : { ...probe, proof: async () => bytes }
}

/** The object of the same bucket, in the same region, whose key has this ending. */
const besideOf =
  (ending: string, connections: Connections, options: ResolvedS3Options): BringProof =>
  (signal) =>
    inAbortScope(signal, 'download', async (scope) => {
      try {
        const beside = { ...options, key: options.key + ending }
        const { body, part } = await exchange(connections, beside, { stage: 'download' }, scope)
        return await proofBytes(readPart(body, options.timeouts, part))
      } catch (error) {
        if (error instanceof TermError && error.code === 'ERR_TERM_NOT_FOUND') return undefined
        throw error
      } finally {
        scope.end()
      }
    })
