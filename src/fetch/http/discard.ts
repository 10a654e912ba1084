/** Throws a body away. @module */

import { patience } from '../../base/patience.ts'
import type { Body } from './exchange.ts'

// An error page of this size is read to its end, to keep the connection; a larger or slower one costs it.
const WORTH_READING = 64 * 1024
const WORTH_WAITING_MS = 1_000

/** Resolves when the connection is free again, or gone. */
export async function discard(body: Body): Promise<void> {
  const tooLong = new AbortController()
  const endPatience = patience(WORTH_WAITING_MS, () => tooLong.abort())
  try {
    await body.dump({ limit: WORTH_READING, signal: tooLong.signal })
  } catch {
    // The connection is gone, and that is all there is to it.
  } finally {
    endPatience()
  }
}
