/** Inflates one coding piece by piece, counting what comes out: by node:zlib, or by a peer where it has no zstd. @module */

import { addAbortSignal } from 'node:stream'
import zlib from 'node:zlib'
import { fieldOf, TermError, type TermErrorOptions, toTermError } from '../base/errors.ts'
import type { Coding } from './coding.ts'
import { zstdFrames } from './zstd-frames.ts'
import { unpackByPeer } from './zstd-peer.ts'

export interface InflateBounds {
  /** Ends the work, and the zlib stream with it. */
  readonly signal: AbortSignal
  /** The most bytes that may come out. */
  readonly maxBytes: number
  /** The size of a piece, in bytes; only the last is smaller, and those of a peer. */
  readonly chunkSize: number
}

type Factory = typeof zlib.createGunzip

const DECODERS: { readonly [coding in Coding]: Factory | undefined } = {
  gzip: zlib.createGunzip,
  br: zlib.createBrotliDecompress as Factory,
  // `Reflect` looks it up, since a bundler would turn an import into a name that each Node.js must know, and 20 doesn't.
  zstd: Reflect.get(zlib, 'createZstdDecompress') as Factory | undefined,
}

/**
 * What the bytes inflate to, in pieces that are the caller's. All of it counts only once the last one has come: an error
 * may follow any of them.
 */
export async function* inflate(
  coding: Coding,
  bytes: Uint8Array,
  { signal, maxBytes, chunkSize }: InflateBounds,
): AsyncGenerator<Uint8Array> {
  const unpack = unpackerOf(coding)
  let size = 0
  try {
    for (const part of partsOf(coding, bytes)) {
      for await (const piece of unpack(part, { signal, maxBytes: maxBytes - size, chunkSize })) {
        size += piece.byteLength
        // Streams of zlib ignore `maxOutputLength`: only counting bounds them.
        if (size > maxBytes) throw tooLarge(coding, bytes.byteLength, maxBytes)
        yield piece
      }
    }
  } catch (error) {
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
    throw reasonOf(error, coding)
  }
}

/** The parts that are inflated one after another: releases before Node 26 silently stop after the first zstd frame. */
const partsOf = (coding: Coding, bytes: Uint8Array): Iterable<Uint8Array> =>
  coding === 'zstd' ? zstdFrames(bytes) : [bytes]

type Unpack = (part: Uint8Array, bounds: InflateBounds) => AsyncIterable<Uint8Array>

function unpackerOf(coding: Coding): Unpack {
  const decoder = DECODERS[coding]
  return decoder === undefined ? unpackByPeer : (part, bounds) => unpackByZlib(decoder, part, bounds)
}

// zlib works in a thread of its own, but begins its next piece only when there is room for it.
const PIECES_AHEAD = 3

async function* unpackByZlib(
  decoder: Factory,
  part: Uint8Array,
  { signal, chunkSize }: InflateBounds,
): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted()
  // The stream is one of objects: a stream of bytes would join the pieces that lie ready, which copies them.
  const settings = { chunkSize, readableObjectMode: true, readableHighWaterMark: PIECES_AHEAD }
  const stream = addAbortSignal(signal, decoder(settings))
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

const tooLarge = (coding: Coding, from: number, maxBytes: number) =>
  failure(
    'ERR_TERM_TOO_LARGE',
    `${from} bytes of ${coding} inflate to more than the ${maxBytes} bytes allowed`,
  )

/** A lack of memory is this process's own, and must not make the payload poisonous. */
function reasonOf(error: unknown, coding: Coding): TermError {
  if (error instanceof TermError) return error
  const code = String(fieldOf(error, 'code'))
  if (fieldOf(error, 'name') === 'RangeError' || /MEM|ALLOC/i.test(code)) {
    return failure('ERR_TERM_DECODER', `There is not enough memory to inflate the ${coding} data`, {
      cause: error,
    })
  }
  return failure('ERR_TERM_DECOMPRESS', `The ${coding} data is corrupt or cut short`, { cause: error })
}

const failure = (
  code: 'ERR_TERM_DECODER' | 'ERR_TERM_DECOMPRESS' | 'ERR_TERM_TOO_LARGE',
  message: string,
  options: TermErrorOptions = {},
) => new TermError(code, message, { stage: 'decode', ...options })
