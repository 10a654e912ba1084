/** Zstandard with the bytes before as its dictionary: Node's own, from 22.15 on. @module */

import zlib from 'node:zlib'
import { TermError } from '../base/errors.ts'

export interface Unpacking {
  readonly base: Uint8Array
  /** Of what comes out, in bytes; no more is taken. */
  readonly size: number
  readonly windowLog: number
}

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

export const canUnpackDeltas = decompress !== undefined

/** Every reader has so much. */
const LEAST_WINDOW = 2 ** 23

// Each is a turn of the event loop; the work is done in a thread of Node's.
const CHUNK = 2 ** 20

export function unpackDelta(delta: Uint8Array, { base, size, windowLog }: Unpacking): Promise<Uint8Array> {
  // A window reaches back over what comes out, and all of the base.
  if (2 ** windowLog > Math.max(LEAST_WINDOW, 2 * (base.byteLength + size)))
    throw new TermError('ERR_TERM_TOO_LARGE', 'the delta asks for a window larger than what it can reach', {
      stage: 'download',
    })
  const options = {
    dictionary: base,
    maxOutputLength: Math.max(1, size),
    chunkSize: Math.min(CHUNK, Math.max(64, size)),
    params: { [WINDOW_LOG_MAX]: windowLog },
  }
  return new Promise((resolve, reject) => {
    decompress?.(delta, options, (error, bytes) => (error === null ? resolve(bytes) : reject(error)))
  })
}
