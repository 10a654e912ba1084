/** What the conformance suite needs of whoever tests a fetcher. @module */

import type { ProofPlace } from '../../base/proof.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'

type Awaitable<T> = T | Promise<T>

/** What the origin has seen so far. */
export interface Traffic {
  readonly requests: number
  /** Bodies that it sent, whole or in part. */
  readonly bodies: number
}

/**
 * A fetcher, and hooks that move its origin. Without a hook the cases that need it are left out. A fault lasts until
 * something is published again.
 */
export interface FetcherHarness {
  /** A fetcher of the one place that all the hooks are about. */
  make(): Awaitable<Fetcher>
  /** From now on the origin holds these bytes. */
  publish(bytes: Uint8Array): Awaitable<void>
  /** From now on the origin holds nothing there. */
  remove?(): Awaitable<void>
  /** The origin takes a request and never answers. */
  hang?(): Awaitable<void>
  /** The origin sends a part of the body, and then nothing more. */
  stall?(bytes: Uint8Array): Awaitable<void>
  /** The origin announces the whole body, sends a part of it, and ends in good order. */
  truncate?(bytes: Uint8Array): Awaitable<void>
  /** The origin breaks the connection amid the body. */
  reset?(bytes: Uint8Array): Awaitable<void>
  /** The origin announces these bytes, and sends more. */
  overrun?(bytes: Uint8Array): Awaitable<void>
  /**
   * From now on this is the proof of what the origin holds, such as its signature; `undefined`: there is none. The suite
   * looks for it where `proofPlace` says, and signs anew whenever it publishes.
   */
  sign?(proof: Uint8Array | undefined): Awaitable<void>
  /** Where the proofs are. @defaultValue `{ beside: '.sig' }` */
  readonly proofPlace?: ProofPlace | undefined
  /** Lets the suite see that what is unchanged costs one request and no body. */
  traffic?(): Traffic
  /** Credentials and tokens that the fetcher was given, and must not tell. */
  readonly secrets?: readonly string[] | undefined
}

/** The hooks that not every origin has. */
export type Hook = 'remove' | 'hang' | 'stall' | 'truncate' | 'reset' | 'overrun' | 'sign'
