/** Where payloads lie while they come in, and on their way to a thread. @module */

import type { Allocate } from './join.ts'

/** From this size on, V8's answer to counted memory costs more than it is worth. */
const LARGE = 2 ** 20

/**
 * Shared memory where it is large: no thread needs a copy of it, and V8 doesn't count it. Counted, its allocation and each
 * chunk that follows make V8 stop for 5 ms and more to mark the heap, just when the bytes come in.
 */
export const payloadMemory: Allocate<ArrayBufferLike> = (size) =>
  size < LARGE ? Buffer.allocUnsafeSlow(size) : new Uint8Array(new SharedArrayBuffer(size))
