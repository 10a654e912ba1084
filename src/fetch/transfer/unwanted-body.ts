/** How far a body is read that nobody wants, such as the page of an error. @module */

import { patience } from '../../base/patience.ts'

/** In bytes: a page of this size is read to its end, to keep the connection; a larger or slower one costs it. */
export const MOST_UNWANTED = 64 * 1024
const LONGEST_MS = 1_000

/** Reads, whatever comes of it; calls `giveUp` when that takes too long. */
export async function readUnwanted(read: () => Promise<unknown>, giveUp: () => void): Promise<void> {
  const endPatience = patience(LONGEST_MS, giveUp)
  try {
    await read()
  } catch {
    // The connection is gone, and what has come is all there is.
  } finally {
    endPatience()
  }
}
