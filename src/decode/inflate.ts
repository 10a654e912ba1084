/** Inflates one coding piece by piece, counting what comes out: by node:zlib, or by a peer where it has no zstd. @module */

import { addAbortSignal } from 'node:stream'
import zlib from 'node:zlib'
import { TermError, type TermErrorOptions, toTermError } from '../errors.ts'
import { zstdFrames } from './zstd-frames.ts'
import { unpackByPeer } from './zstd-peer.ts'

export type Coding = 'gzip' | 'br' | 'zstd'

type Factory = typeof zlib.createGunzip

const CHUNK_SIZE = 256 * 1024

const DECODERS: { readonly [coding in Coding]: Factory | undefined } = {
  gzip: zlib.createGunzip,
  br: zlib.createBrotliDecompress as Factory,
  zstd: (zlib as { createZstdDecompress?: Factory } & typeof zlib).createZstdDecompress,
}

/** The bytes that were compressed; never more than `maxBytes`, never a prefix, never a part of a shared pool. */
export async function inflate(
  coding: Coding,
  bytes: Uint8Array,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const unpack = unpackerOf(coding)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (const part of partsOf(coding, bytes)) {
      for await (const chunk of unpack(part, { signal, maxBytes: maxBytes - size })) {
        size += chunk.byteLength
        // Streams of zlib ignore `maxOutputLength`: only counting bounds them.
        if (size > maxBytes) throw tooLarge(coding, bytes.byteLength, maxBytes)
        chunks.push(chunk)
      }
    }
    return joined(chunks, size)
  } catch (error) {
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    throw reasonOf(error, coding)
  }
}

/** What has to be inflated piece by piece: releases before Node 26 silently stop after the first zstd frame. */
const partsOf = (coding: Coding, bytes: Uint8Array): Iterable<Uint8Array> =>
  coding === 'zstd' ? zstdFrames(bytes) : [bytes]

interface Bounds {
  readonly signal: AbortSignal
  readonly maxBytes: number
}
type Unpack = (part: Uint8Array, bounds: Bounds) => AsyncIterable<Uint8Array>

function unpackerOf(coding: Coding): Unpack {
  const decoder = DECODERS[coding]
  return decoder === undefined ? unpackByPeer : (part, { signal }) => unpackByZlib(decoder, part, signal)
}

async function* unpackByZlib(
  decoder: Factory,
  part: Uint8Array,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted()
  const stream = addAbortSignal(signal, decoder({ chunkSize: CHUNK_SIZE }))
  stream.end(part)
  yield* stream
  // zlib drops without a word what follows brotli, and what follows zeros after gzip, another member included.
  const rest = part.subarray(stream.bytesWritten)
  if (!isPadding(rest)) throw new Error('Something follows the end of the compressed data')
}

function isPadding(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.byteLength; i++) if (bytes[i] !== 0) return false
  return true
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

const tooLarge = (coding: Coding, from: number, maxBytes: number) =>
  failure(
    'ERR_TERM_TOO_LARGE',
    `${from} bytes of ${coding} inflate to more than the ${maxBytes} bytes allowed`,
  )

/** A lack of memory is ours, and must not make the payload a poisonous one. */
function reasonOf(error: unknown, coding: Coding): TermError {
  if (error instanceof TermError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof RangeError || /MEM|ALLOC/i.test(code)) {
    return failure('ERR_TERM_TOO_LARGE', `There is not enough memory to inflate the ${coding} data`, {
      cause: error,
    })
  }
  return failure('ERR_TERM_DECOMPRESS', `The ${coding} data is corrupt or cut short`, { cause: error })
}

const failure = (
  code: 'ERR_TERM_DECOMPRESS' | 'ERR_TERM_TOO_LARGE',
  message: string,
  options: TermErrorOptions = {},
) => new TermError(code, message, { stage: 'decode', ...options })
