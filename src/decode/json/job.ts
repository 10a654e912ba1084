/** The worker's part of a large JSON document: splits it while it is inflated, and hands over the pieces. @module */

import { type Handover, partSender } from '../../portable/handover/part-sender.ts'
import type { Cut } from './cut.ts'
import { splitter } from './split.ts'
import { warmUp } from './warm-up.ts'

export interface JsonJobOptions {
  readonly handover: Handover
}

interface Payload {
  pieces(chunkSize: number): AsyncIterable<Uint8Array>
}

warmUp()

// Large ones are faster to inflate, but who takes the value waits for the first.
const CHUNK_SIZE = 128 * 1024

export async function jsonJob(
  { handover }: JsonJobOptions,
  { pieces }: Payload,
): Promise<{ value: undefined }> {
  const sender = partSender(handover)
  const { push, end } = splitter()
  const give = async (cuts: readonly Cut[]) => {
    for (const cut of cuts) await sender.send(cut, [cut.bytes.buffer, cut.steps.buffer, cut.places.buffer])
  }
  for await (const piece of pieces(CHUNK_SIZE)) await give(push(piece))
  await give(end())
  return { value: undefined }
}
