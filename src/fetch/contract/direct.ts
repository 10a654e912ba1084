/** Bodies of ours that can be had without a copy: what is large must not be copied by the thread that serves. @module */

/** Makes memory of so many bytes. */
export type MakeMemory = (size: number) => Uint8Array

/**
 * Delivers the body, whole where it is at hand: in memory of `allocate`, or in memory that nobody else holds or writes to.
 *
 * It is for `receive` alone. Everybody else iterates the body, and gets pieces.
 */
export type Deliver = (allocate: MakeMemory) => AsyncIterable<Uint8Array>

const DELIVER: unique symbol = Symbol('deliver')

interface DirectBody extends AsyncIterable<Uint8Array> {
  readonly [DELIVER]: Deliver
}

/** Hashed, or copied, within a millisecond. */
const PIECE = 2 ** 18

/** Makes a body of what delivers it. */
export const directBody = (deliver: Deliver): AsyncIterable<Uint8Array> => {
  const body: DirectBody = {
    [DELIVER]: deliver,
    async *[Symbol.asyncIterator]() {
      for await (const chunk of deliver((size) => Buffer.allocUnsafeSlow(size)))
        for (let at = 0; at < chunk.byteLength; at += PIECE) yield chunk.subarray(at, at + PIECE)
    },
  }
  return body
}

/** How this body is delivered without a copy; `undefined` for all others. */
export const deliverOf = (body: object): Deliver | undefined =>
  DELIVER in body ? (body as DirectBody)[DELIVER] : undefined
