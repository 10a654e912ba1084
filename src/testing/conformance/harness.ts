/** What the conformance suite needs of whoever tests a fetcher. @module */

import type { Fetcher } from '../../fetch/fetcher.ts'

type Awaitable<T> = T | Promise<T>

/** What the origin has seen so far. */
export interface Traffic {
  readonly requests: number
  /** Bodies that it sent, whole or in part. */
  readonly bodies: number
}

/**
 * A fetcher, and a hand at its origin. Each hook that is left out leaves out the cases that need it; a fault lasts until
 * something is published again.
 */
export interface FetcherHarness {
  /** A fetcher of the one place that all the hooks are about. */
  make(): Awaitable<Fetcher>
  /** From now on the origin holds these bytes. */
  publish(bytes: Uint8Array): Awaitable<void>
  /** From now on it holds nothing there. */
  remove?(): Awaitable<void>
  /** It takes a request and never answers. */
  hang?(): Awaitable<void>
  /** It sends a part of the body, and then nothing more. */
  stall?(bytes: Uint8Array): Awaitable<void>
  /** It announces all of the body, sends a part, and ends in good order. */
  truncate?(bytes: Uint8Array): Awaitable<void>
  /** It breaks the connection amid the body. */
  reset?(bytes: Uint8Array): Awaitable<void>
  /** It announces these bytes, and sends more. */
  overrun?(bytes: Uint8Array): Awaitable<void>
  /** Lets the suite see that what is unchanged costs one request and no body. */
  traffic?(): Traffic
  /** What must not be told: credentials and tokens that the fetcher was given. */
  readonly secrets?: readonly string[] | undefined
}

/** The hooks that not every origin has. */
export type Hook = 'remove' | 'hang' | 'stall' | 'truncate' | 'reset' | 'overrun'
