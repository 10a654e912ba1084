/** Takes the compression off a body: the transport's coding, then at most one layer of the payload's own. @module */

import { type Coding, innerCoding, MAGIC_SIZE, outerCoding } from './coding.ts'
import { type InflateBounds, inflate } from './inflate.ts'
import { join, piecesOfSize } from './join.ts'
import { mostBytes, sizeHint } from './size-hint.ts'

export interface InflateLimits {
  /** The most bytes that a layer may inflate to. */
  readonly maxInflatedBytes: number
  /** The most bytes that one byte of the body may become; without effect up to 1 MiB. */
  readonly maxRatio: number
}

export interface DecompressOptions {
  /** The coding that the transport put on the body: `gzip`, `x-gzip`, `br` or `zstd`. */
  readonly encoding?: string | undefined
  /** Is a payload that begins like gzip or zstd to be inflated, too? `'br'`: it is brotli, which begins like nothing. */
  readonly auto: boolean | 'br'
  readonly limits: InflateLimits
  /** Ends the work, and the zlib stream with it. */
  readonly signal: AbortSignal
  /**
   * The size of a piece, in bytes. Larger ones are faster, but each is a pause.
   *
   * @defaultValue 256 KiB
   */
  readonly chunkSize?: number | undefined
}

const CHUNK_SIZE = 256 * 1024

/**
 * The payload without its compression; the same bytes where there is none.
 *
 * @throws TermError `ERR_TERM_ENCODING` for a coding that can't be read here, `ERR_TERM_TOO_LARGE` beyond the limits,
 * `ERR_TERM_DECOMPRESS` for data that is corrupt, cut short or followed by something else, `ERR_TERM_DECODER` for a lack of
 * memory, `ERR_TERM_ABORTED`.
 */
export async function decompress(bytes: Uint8Array, options: DecompressOptions): Promise<Uint8Array> {
  const pieces = unpack(bytes, options)
  return pieces === undefined ? bytes : join(pieces, sizeHint(bytes, options))
}

/**
 * The same, in pieces as they come: views of the bytes where nothing is to be taken off. All of it counts only once the last
 * one has come: an error may follow any of them.
 */
export function decompressed(bytes: Uint8Array, options: DecompressOptions): AsyncIterable<Uint8Array> {
  return unpack(bytes, options) ?? asTheyAre(bytes, options.chunkSize)
}

async function* asTheyAre(bytes: Uint8Array, chunkSize = CHUNK_SIZE): AsyncGenerator<Uint8Array> {
  yield* piecesOfSize(bytes, chunkSize)
}

function unpack(bytes: Uint8Array, options: DecompressOptions): AsyncIterable<Uint8Array> | undefined {
  const { encoding, auto, signal, chunkSize = CHUNK_SIZE } = options
  const bounds = { signal, chunkSize, maxBytes: mostBytes(bytes, options) }
  const outer = outerCoding(encoding)
  if (outer !== undefined) return bothLayers(inflate(outer, bytes, bounds), outer, auto, bounds)
  const inner = innerCoding(undefined, bytes, auto)
  return inner && inflate(inner, bytes, bounds)
}

async function* bothLayers(
  pieces: AsyncGenerator<Uint8Array>,
  outer: Coding,
  auto: boolean | 'br',
  bounds: InflateBounds,
): AsyncGenerator<Uint8Array> {
  try {
    const head = await headOf(pieces)
    const inner = innerCoding(outer, head, auto)
    const payload = continued(head, pieces)
    // What is compressed within is small, and `inflate` takes it as a whole.
    if (inner === undefined) yield* payload
    else yield* inflate(inner, await join(payload, 0), bounds)
  } finally {
    await pieces.return(undefined)
  }
}

/** Reads as much of the beginning as tells the coding: the first piece may be smaller than that. */
async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  while (head.byteLength < MAGIC_SIZE) {
    const { value, done } = await pieces.next()
    if (done) break
    head = head.byteLength === 0 ? value : Buffer.concat([head, value])
  }
  return head
}

async function* continued(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.byteLength > 0) yield head
  yield* rest
}
