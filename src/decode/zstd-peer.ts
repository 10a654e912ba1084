/** zstd by the optional peers `fzstd` and `xxhash-wasm`, for a Node.js that has none of its own. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { XXHashAPI } from 'xxhash-wasm'
import { TermError } from '../base/errors.ts'
import { readFrame } from './zstd-frames.ts'

interface Peers {
  readonly Decompress: typeof import('fzstd').Decompress
  readonly create64: XXHashAPI['create64']
}

type Decoder = Pick<InstanceType<Peers['Decompress']>, 'push'>

// The largest window, which is what Node's own decoder grants.
const MAX_WINDOW = 128 * 2 ** 20

async function loadPeers(): Promise<Peers> {
  try {
    // Each import is awaited right here: else bundlers don't see that the package may be missing.
    const { Decompress } = await import('fzstd')
    const { default: xxhash } = await import('xxhash-wasm')
    const { create64 } = await xxhash()
    return { Decompress, create64 }
  } catch (cause) {
    const message =
      "This Node.js can't read zstd: `npm install fzstd xxhash-wasm`, or run Node 22.15 or newer"
    throw new TermError('ERR_TERM_ENCODING', message, { stage: 'decode', hopeless: true, cause })
  }
}

/**
 * The content of one whole frame. `fzstd` works block by block, so that the loop goes on between them; and what it leaves
 * out is checked here: the window, the announced size and the checksum.
 *
 * @throws TermError `ERR_TERM_ENCODING` when they are not installed, `ERR_TERM_TOO_LARGE`
 */
export async function* unpackByPeer(
  frame: Uint8Array,
  { signal, maxBytes }: { readonly signal: AbortSignal; readonly maxBytes: number },
): AsyncGenerator<Uint8Array> {
  const { blocks, checksum, windowSize, contentSize } = readFrame(frame)
  const { Decompress, create64 } = await loadPeers()
  // `fzstd` would take the memory on the word of the header.
  if (windowSize > MAX_WINDOW || (contentSize ?? 0) > maxBytes) throw tooLarge()
  const hash = checksum === undefined ? undefined : create64()
  let taken = 0
  let size = 0
  let out: Uint8Array[] = []
  const decoder = new Decompress((chunk) => void out.push(chunk))
  for (const block of blocks) {
    signal.throwIfAborted()
    taken += block.byteLength
    push(decoder, block, taken === frame.byteLength)
    for (const chunk of out) {
      size += chunk.byteLength
      hash?.update(chunk)
      yield chunk
    }
    out = []
    await nextTurn()
  }
  if (size !== (contentSize ?? size)) throw new Error('The frame has another size than it says')
  if (hash && Number(BigInt.asUintN(32, hash.digest())) !== checksum) throw new Error('The checksum is wrong')
}

function push(decoder: Decoder, block: Uint8Array, isLast: boolean): void {
  try {
    decoder.push(block, isLast)
  } catch (cause) {
    // Corrupt data makes `fzstd` write out of bounds: a RangeError, but no lack of memory.
    throw new Error('The block is corrupt', { cause })
  }
}

const tooLarge = () =>
  new TermError('ERR_TERM_TOO_LARGE', 'A zstd frame asks for more memory than is allowed', {
    stage: 'decode',
  })
