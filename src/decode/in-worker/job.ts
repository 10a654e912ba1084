/** The worker's part of a user's own decoder: runs it, and hands over what it makes. @module */

import { type Handover, type PartSender, partSender } from '../../portable/handover/part-sender.ts'
import { pack, type SharedParcel } from '../../portable/parcel.ts'
import { handOver } from '../../portable/steps/hand-over.ts'
import { explainedWithout } from '../../reasons/index.ts'
import { functionInThread, spoilIfDamaged } from '../user-module/index.ts'
import type { JobInput } from '../workers/index.ts'
import { moduleFailure } from './failure.ts'
import { DECODES, type DecodeInWorker } from './load.ts'
import { ownBytes } from './own-bytes.ts'

export interface ModuleJobOptions {
  readonly url: string
  readonly term: string
  readonly handover: Handover
}

export interface ModuleResult {
  /** A table, or another value in shared memory; anything else has gone over in steps. */
  readonly parcel: SharedParcel | undefined
}

export async function moduleJob(
  { url, term, handover }: ModuleJobOptions,
  input: JobInput,
): Promise<{ value: ModuleResult }> {
  const decode = await functionInThread<DecodeInWorker>(url, DECODES, input.spoil)
  const sender = partSender(handover)
  const result = await made(decode, term, input)
  const parcel = pack(result)
  if (parcel.kind !== 'clone') return { value: { parcel } }
  await handedOver(result, sender)
  return { value: { parcel: undefined } }
}

/** The bytes are the module's own, which it may transfer. */
async function made(
  decode: DecodeInWorker,
  term: string,
  { wire, signal, spoil }: JobInput,
): Promise<unknown> {
  const bytes = await ownBytes(wire, signal)
  const size = bytes.byteLength
  try {
    return await race([decode(bytes, { term }), calledOff(signal)])
  } catch (thrown) {
    if (signal.aborted) {
      // Nobody can stop what the module still does, so that no other job gets this thread.
      spoil()
      throw signal.reason
    }
    throw await moduleFailure(thrown, bytes, size)
  } finally {
    spoilIfDamaged(spoil)
  }
}

// Bound before the module can replace it.
const race = Promise.race.bind(Promise)

const calledOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

async function handedOver(result: unknown, sender: PartSender): Promise<void> {
  try {
    await handOver(result, sender)
  } catch (cause) {
    const what = 'what the module of `inWorker` returned can not be cloned'
    throw await explainedWithout(result, cause, 'ERR_TERM_DECODER', what, { stage: 'decode' })
  }
}
