/** Makes a delta of records beside the one of bytes, for readers whose decoder the publisher knows. @module */

import { createHash } from 'node:crypto'
import { recordDeltasOf } from '../decode/decoder.ts'
import { UNBOUNDED, type Wire } from '../decode/wire.ts'
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
}

/** A delta that saves less than that is worth no other way to be wrong. */
const WORTH = 0.5

/** What the manifest says of it, or in words why there is none. */
export async function recordDeltaFrom(question: RecordDeltaQuestion): Promise<RecordDeltaRef | string> {
  const { place, term, from, to, deserialize, signal } = question
  const deltas = recordDeltasOf(deserialize)
  if (deltas === undefined) return 'their decoder is no `table` with keys'
  const made = await deltas.made(wireOf(from), wireOf(to), signal).catch(() => {
    signal.throwIfAborted()
    return 'one of the two payloads makes no such table'
  })
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

/** The publisher has judged both: here nothing is bounded. */
const wireOf = ({ bytes, encoding }: RecordDeltaQuestion['from']): Wire => ({
  bytes,
  owned: false,
  encoding,
  auto: true,
  limits: UNBOUNDED,
})
