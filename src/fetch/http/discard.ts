/** Throws a body away. @module */

import type { Body } from './exchange.ts'

// An error page of this size is read to its end, to keep the connection; a larger or slower one costs it.
const WORTH_READING = 64 * 1024
const WORTH_WAITING_MS = 1_000

/** Resolves when the connection is free again, or gone. */
export async function discard(body: Body): Promise<void> {
  try {
    await body.dump({ limit: WORTH_READING, signal: AbortSignal.timeout(WORTH_WAITING_MS) })
  } catch {
    // The connection is gone, and that is all there is to it.
  }
}
