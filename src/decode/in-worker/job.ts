/** The worker's part of a user's own decoder: runs it, and hands over what it makes. @module */

import { types } from 'node:util'
import { explainedWithout } from '../../reasons/index.ts'
import { type Giver, giverTo, type Handover } from '../handover/part-sender.ts'
import type { TableParts } from '../table/format/table-parts.ts'
import { cacheOf, partsOf } from '../table/read/open-table.ts'
import type { JobInput } from '../workers/index.ts'
import { moduleFailure } from './failure.ts'
import { type DecodeInWorker, loadDecode } from './load.ts'
import { ownBytes } from './own-bytes.ts'
import { type Realm, realmNow } from './realm.ts'
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
  input: JobInput,
): Promise<{ value: ModuleResult }> {
  const decode = await loaded(url, input)
  const giver = giverTo(handover)
  const result = await made(decode, term, input)
  const parts = partsOf(result)
  if (parts !== undefined) return { value: { table: { parts, cache: cacheOf(result) } } }
  await handOver(result, giver)
  return { value: { table: undefined } }
}

/** As the module found it, or changed it when it was loaded: so has each thread that runs it. */
let realm: Realm | undefined

async function loaded(url: string, { spoil }: JobInput): Promise<DecodeInWorker> {
  try {
    const decode = await loadDecode(url)
    realm ??= realmNow()
    return decode
  } catch (error) {
    // Node.js loads a module once, and says the same of it ever after.
    spoil()
    throw error
  }
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
      // Nobody can stop what the module does: it shall be at nobody's cost.
      spoil()
      throw signal.reason
    }
    throw await moduleFailure(thrown, bytes, size)
  } finally {
    if (realm?.isDamaged()) spoil()
  }
}

// As it is before the module can lay hands on it.
const race = Promise.race.bind(Promise)

const calledOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

async function handOver(result: unknown, giver: Giver): Promise<void> {
  try {
    const [value, buffer] = movable(result)
    if (buffer === undefined) for (const steps of takeApart(value)) await giver.give(steps)
    else await giveWith(buffer, [{ do: 'add', members: [value] }], giver)
  } catch (cause) {
    const what = 'what the module of `inWorker` returned can not be cloned'
    throw await explainedWithout(result, cause, 'ERR_TERM_DECODER', what, { stage: 'decode' })
  }
}

async function giveWith(buffer: ArrayBuffer, steps: readonly Step[], giver: Giver): Promise<void> {
  try {
    await giver.give(steps, [buffer])
  } catch {
    // Memory of WebAssembly, or of a pool of Node's, stays where it is.
    await giver.give(steps)
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
