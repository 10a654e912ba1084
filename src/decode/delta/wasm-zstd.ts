/** Zstandard with the bytes before as its dictionary, by the optional peer `@bokuweb/zstd-wasm`. @module */

// People who bundle put a `createRequire` of their own in front of what comes out.
import { createRequire as requireFrom } from 'node:module'
import { TermError } from '../../base/errors.ts'
import { patience } from '../../base/patience.ts'
import { readFrame, zstdFrames } from '../zstd-frames.ts'
import type { UnpackDelta } from './unpacking.ts'

type Peer = typeof import('@bokuweb/zstd-wasm')

/** Its memory ends at 2 GiB, and what it asks for beyond that it writes to address 0. */
const MOST_BYTES = 2 ** 31 - 2 ** 26

/** How long it may take to begin, in ms. */
const PATIENCE_MS = 10_000

/** Is it there? It isn't loaded for that, which takes too long for the event loop. In a bundle it may be, and not be found. */
export function isWasmZstdFound(): boolean {
  try {
    requireFrom(import.meta.url).resolve('@bokuweb/zstd-wasm')
    return true
  } catch {
    return false
  }
}

/** @throws TermError `ERR_TERM_ENCODING`, which says what to install */
export async function wasmZstd(): Promise<UnpackDelta> {
  let peer: Peer
  try {
    peer = await import('@bokuweb/zstd-wasm')
  } catch (cause) {
    const message =
      "This Node.js can't read deltas: `npm install @bokuweb/zstd-wasm`, or run Node 22.15 or newer"
    throw new TermError('ERR_TERM_ENCODING', message, { stage: 'download', hopeless: true, cause })
  }
  return async (delta, { base, size }) => {
    // It takes as much memory as the header says.
    checkFrame(delta, size)
    if (base.byteLength + size + delta.byteLength > MOST_BYTES) throw tooLarge()
    const context = await decoderOf(peer)
    try {
      return peer.decompressUsingDict(context, delta, base)
    } finally {
      peer.freeDCtx(context)
    }
  }
}

function checkFrame(delta: Uint8Array, size: number): void {
  const [frame] = zstdFrames(delta)
  if (frame?.byteLength !== delta.byteLength) throw new Error('The delta is more than one frame')
  if (readFrame(frame).contentSize !== size) throw new Error('The delta makes a payload of another size')
}

async function decoderOf(peer: Peer): Promise<number> {
  try {
    return peer.createDCtx()
  } catch {
    // Nobody has begun with it yet; to begin twice would break what others do with it.
    await begun(peer)
    return peer.createDCtx()
  }
}

/** It never settles where WebAssembly gets no memory. */
function begun(peer: Peer): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = patience(PATIENCE_MS, () => reject(new Error('@bokuweb/zstd-wasm does not begin')))
    peer.init().then(resolve, reject).finally(end)
  })
}

const tooLarge = () =>
  new TermError('ERR_TERM_TOO_LARGE', 'the payloads are too large for a delta that WebAssembly reads', {
    stage: 'download',
  })
