/** Hands a value over in steps; bytes change hands instead. @module */

import { types } from 'node:util'
import type { PartSender } from '../handover/part-sender.ts'
import type { CloneStep } from './clone-step.ts'
import { takeApart } from './take-apart.ts'

/** @throws what `structuredClone` has against the value, or that nobody takes it any longer */
export async function handOver(value: unknown, sender: PartSender): Promise<void> {
  const [whole, buffer] = movable(value)
  if (buffer === undefined) for (const steps of takeApart(whole)) await sender.send(steps)
  else await giveWith(buffer, [{ do: 'add', members: [whole] }], sender)
}

async function giveWith(buffer: ArrayBuffer, steps: readonly CloneStep[], sender: PartSender): Promise<void> {
  try {
    await sender.send(steps, [buffer])
  } catch {
    // Memory of WebAssembly, or of a pool of Node's, stays where it is.
    await sender.send(steps)
  }
}

/** The buffer that goes along, where a value is bytes; of bytes in a larger buffer, a buffer of their own. */
function movable(value: unknown): readonly [value: unknown, buffer?: ArrayBuffer] {
  if (types.isArrayBuffer(value)) return [value, value]
  if (!ArrayBuffer.isView(value) || !types.isArrayBuffer(value.buffer)) return [value]
  if (value.byteLength === value.buffer.byteLength) return [value, value.buffer]
  if (!types.isUint8Array(value)) return [value]
  const own = new Uint8Array(value)
  return [own, own.buffer]
}
