/** Makes a delta of records beside the one of bytes, for readers whose decoder the publisher knows. @module */

import { createHash } from 'node:crypto'
import { systemClock } from '../base/clock.ts'
import { briefly, TermError } from '../base/errors.ts'
import { type RecordDelta, type RecordDeltas, recordDeltasOf } from '../decode/decoder.ts'
import { UNBOUNDED, type Wire } from '../decode/wire.ts'
import { decodePool, isWrongEntry, type ResolvedWorkers, resolveWorkers } from '../decode/workers/index.ts'
import { type Manifest, type RecordDeltaRef, recordDeltaName } from '../manifest/index.ts'
import type { WritablePlace } from './place/place.ts'

export interface RecordDeltaQuestion {
  readonly place: WritablePlace
  readonly term: string
  readonly from: Pick<Manifest, 'sha256' | 'encoding'> & { readonly bytes: Uint8Array }
  readonly to: RecordDeltaQuestion['from']
  /** By which the readers decode. */
  readonly deserialize: unknown
  readonly signal: AbortSignal
  /** The threads that make it. @defaultValue as of a tree */
  readonly workers?: ResolvedWorkers | undefined
}

/** A delta that saves less than that is worth no other way to be wrong. */
const WORTH = 0.5

/**
 * What the manifest says of it, or in words why there is none.
 *
 * @throws TermError `ERR_TERM_DECODER` where `workers.entry` is no module of ours
 */
export async function recordDeltaFrom(question: RecordDeltaQuestion): Promise<RecordDeltaRef | string> {
  const { place, term, from, to, deserialize } = question
  const deltas = recordDeltasOf(deserialize)
  if (deltas === undefined) return 'their decoder is no `table` with keys'
  const made = await madeBy(deltas, question)
  if (typeof made === 'string') return made
  const { bytes, unpacked, result } = made
  const size = bytes.byteLength
  if (size > to.bytes.byteLength * WORTH) return 'it would save less than half'
  const { decoder } = deltas
  const name = `${term}/${recordDeltaName(from.sha256, to.sha256, decoder)}`
  if (!(await place.create(name, bytes))) {
    const there = await place.read(name)
    // Another release of Node.js may compress otherwise; which of them is good only a reader could say.
    if (there === undefined || !Buffer.from(there.bytes).equals(bytes)) return 'another one lies there'
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { from: from.sha256, decoder, sha256, size, unpacked, result }
}

/** In threads of its own, so that whoever publishes goes on meanwhile. */
async function madeBy(
  deltas: RecordDeltas,
  { from, to, signal, workers = resolveWorkers('publish') }: RecordDeltaQuestion,
): Promise<RecordDelta | string> {
  const pool = decodePool({ ...workers, clock: systemClock })
  try {
    return await deltas.made(wireOf(from), wireOf(to), { pool, signal })
  } catch (error) {
    signal.throwIfAborted()
    // A mistake in the code of whoever publishes: nobody would notice that deltas are missing.
    if (isWrongEntry(error)) throw error
    return error instanceof TermError && error.code === 'ERR_TERM_DECODER'
      ? `no thread could make it: ${briefly(error)}`
      : 'one of the two payloads makes no such table'
  } finally {
    await pool.close()
  }
}

/** The publisher has judged both: here nothing is bounded. */
const wireOf = ({ bytes, encoding }: RecordDeltaQuestion['from']): Wire => ({
  bytes,
  owned: false,
  encoding,
  auto: true,
  limits: UNBOUNDED,
})
