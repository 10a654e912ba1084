/** The worker's part of a user's own decoder: runs it, and hands over what it makes. @module */

import { types } from 'node:util'
import { explainedWithout } from '../../reasons/reason.ts'
import type { Wire } from '../decoder.ts'
import { type Giver, giverTo, type Handover } from '../handover/give.ts'
import type { TableParts } from '../table/parts.ts'
import { cacheOf, partsOf } from '../table/reader/open.ts'
import { inflated } from '../wire.ts'
import { type DecodeInWorker, loadDecode } from './load.ts'
import type { Step } from './step.ts'
import { takeApart } from './take-apart.ts'

export interface ModuleJobOptions {
  readonly url: string
  readonly term: string
  readonly handover: Handover
}

/** Tables go over as a whole; anything else went over in steps. */
export interface ModuleResult {
  readonly table: { readonly parts: TableParts; readonly cache: number } | undefined
}

export async function moduleJob(
  { url, term, handover }: ModuleJobOptions,
  { wire }: { readonly wire: Wire },
): Promise<{ value: ModuleResult }> {
  const decode = await loadDecode(url)
  const result = await made(decode, await payloadOf(wire), term)
  const parts = partsOf(result)
  if (parts !== undefined) return { value: { table: { parts, cache: cacheOf(result) } } }
  await handOver(result, giverTo(handover))
  return { value: { table: undefined } }
}

// A thread can't be asked to stop: it is ended.
const { signal } = new AbortController()

/** The module's own, which it may transfer. */
async function payloadOf(wire: Wire): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await inflated(wire, signal)
  return isPrivate(bytes) ? bytes : new Uint8Array(bytes)
}

const isPrivate = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> => types.isArrayBuffer(bytes.buffer)

async function made(decode: DecodeInWorker, bytes: Uint8Array<ArrayBuffer>, term: string): Promise<unknown> {
  try {
    return await decode(bytes, { term })
  } catch (thrown) {
    throw await explainedWithout(bytes, thrown, 'ERR_TERM_DESERIALIZE', 'the module of `inWorker` failed', {
      stage: 'decode',
    })
  }
}

async function handOver(result: unknown, giver: Giver): Promise<void> {
  try {
    const [value, buffer] = movable(result)
    if (buffer === undefined) for (const steps of takeApart(value)) await giver.give(steps)
    else await giver.give([{ do: 'add', members: [value] }] satisfies Step[], [buffer])
  } catch (cause) {
    const what = 'what the module of `inWorker` returned can not be cloned'
    throw await explainedWithout(result, cause, 'ERR_TERM_DECODER', what, { stage: 'decode' })
  }
}

/** Bytes change hands instead of being copied; of a part of a larger buffer, that part alone. */
function movable(result: unknown): readonly [value: unknown, buffer?: ArrayBuffer] {
  if (types.isArrayBuffer(result)) return [result, result]
  if (!ArrayBuffer.isView(result) || !types.isArrayBuffer(result.buffer)) return [result]
  if (result.byteLength === result.buffer.byteLength) return [result, result.buffer]
  if (!types.isUint8Array(result)) return [result]
  const own = new Uint8Array(result)
  return [own, own.buffer]
}
