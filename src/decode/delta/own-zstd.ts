/** Zstandard with the bytes before as its dictionary: Node's own, from 22.15 on. @module */

import zlib from 'node:zlib'
import type { UnpackDelta } from './unpacking.ts'

type Decompress = (
  bytes: Uint8Array,
  options: {
    readonly dictionary: Uint8Array
    readonly maxOutputLength: number
    readonly chunkSize: number
    readonly params: Readonly<Record<number, number>>
  },
  done: (error: Error | null, bytes: Buffer) => void,
) => void

// `Reflect` looks them up, since Node.js 20 doesn't have them.
const decompress = Reflect.get(zlib, 'zstdDecompress') as Decompress | undefined
const WINDOW_LOG_MAX = Reflect.get(zlib.constants, 'ZSTD_d_windowLogMax') as number

/** What zlib takes for a chunk. */
const LEAST_CHUNK = 64

/** `undefined` where this Node.js has none. */
export const ownZstd: UnpackDelta | undefined =
  decompress &&
  ((delta, { base, size, windowLog }, mostInOneGo = size) => {
    const options = {
      dictionary: base,
      maxOutputLength: Math.max(1, size),
      chunkSize: Math.max(LEAST_CHUNK, Math.min(mostInOneGo, size)),
      params: { [WINDOW_LOG_MAX]: windowLog },
    }
    return new Promise((resolve, reject) => {
      decompress(delta, options, (error, bytes) => (error === null ? resolve(bytes) : reject(error)))
    })
  })
