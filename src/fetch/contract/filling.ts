/** Bodies of ours that put themselves where they are wanted: what is large must not be copied on its way. @module */

const FILL: unique symbol = Symbol('fill')

/** A body that is at hand, whole, wherever its reader wants it. */
export interface Filling extends AsyncIterable<Uint8Array> {
  /** Puts the body into memory of the size that was announced, which nobody else holds; in place of the chunks. */
  [FILL](memory: Uint8Array): Promise<void>
}

const CHUNK = 2 ** 18

/**
 * Makes such a body of what fills memory.
 *
 * @param size - in bytes, as the fetcher announces it
 * @param fill - fills all of the memory, or rejects
 */
export function filling(size: number, fill: (memory: Uint8Array) => Promise<void>): Filling {
  return {
    [FILL]: fill,
    async *[Symbol.asyncIterator]() {
      const bytes = Buffer.allocUnsafeSlow(size)
      await fill(bytes)
      for (let at = 0; at < size; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
    },
  }
}

/** How this body fills memory; `undefined` for all others. */
export const fillOf = (body: object): ((memory: Uint8Array) => Promise<void>) | undefined =>
  FILL in body ? (body as Filling)[FILL] : undefined
