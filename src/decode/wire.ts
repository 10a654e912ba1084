/** A payload as it came over the wire, with all that it takes to unpack it. @module */

import type { InflateLimits } from './decompress.ts'

export interface Wire {
  readonly bytes: Uint8Array
  /** Is its buffer ours alone, so that it may be transferred, or read elsewhere? Not what a fetcher holds on to. */
  readonly owned: boolean
  /** The coding that the transport put on the body. */
  readonly encoding: string | undefined
  /** Is a layer of the payload's own to be taken off, too? */
  readonly auto: boolean | 'br'
  readonly limits: InflateLimits
  /** Is it a value, too, if nothing is under the compression? @defaultValue `false` */
  readonly mayBeEmpty?: boolean | undefined
}

/** Bytes that are what they are: nothing is to be taken off. The thread that gets them may have their memory. */
export const plainWire = (bytes: Uint8Array): Wire => ({
  bytes,
  owned: true,
  encoding: undefined,
  auto: false,
  limits: { maxInflatedBytes: bytes.byteLength, maxRatio: 1 },
})

/** For what was within its limits when it came. */
export const UNBOUNDED: InflateLimits = { maxInflatedBytes: 2 ** 40, maxRatio: 2 ** 40 }

/** For a job that needs no payload. */
export const NO_PAYLOAD: Wire = { ...plainWire(Buffer.alloc(0)), owned: false }
