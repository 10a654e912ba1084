/**
 * Has V8 collect what attempts leave, before much of it has piled up.
 *
 * Each attempt leaves some KB in V8's old generation, hidden classes above all. Where a machine has much memory, V8 collects
 * that only when the old generation has grown to four times of what was alive, and then gives little of it back.
 *
 * @module
 */

import { getHeapStatistics } from 'node:v8'
import { collectSoon } from '../portable/ballast.ts'

const KIB = 2 ** 10
const MIB = 2 ** 20

/** What the start of a machine and an attempt leave, as it was measured on Node.js 20. */
export const LEFT_BY_START = 4 * KIB
export const LEFT_BY_UPDATE = 17 * KIB
export const LEFT_BY_POLL = 10 * KIB

/** As much may lie around in any case. */
const LEAST = 32 * MIB
/** Beyond that it is collected when it is so much of what is in use; a large heap is costly to collect. */
const PART = 1 / 3
/** How much comes until the heap is looked at again. */
const STEP = MIB
/** V8 collects a heap that may not grow beyond this often enough by itself. */
const SMALL = 2 * 2 ** 30

export interface Heap {
  /** How large it may get, in bytes. */
  readonly limit: number
  /** How much is in use, garbage included. */
  used(): number
  /** Begins to collect what is garbage. */
  collect(): void
}

/** Makes the function that is told how many bytes an attempt left. */
export function leavings({ limit, used, collect }: Heap): (bytes: number) => void {
  if (limit < SMALL) return () => {}
  let left = 0
  let nextLook = LEAST
  return (bytes) => {
    left += bytes
    if (left < nextLook) return
    if (left < used() * PART) nextLook = left + STEP
    else {
      left = 0
      nextLook = LEAST
      collect()
    }
  }
}

/** Notes what an attempt of this thread left. */
export const noteLeft = leavings({
  limit: getHeapStatistics().heap_size_limit,
  used: () => getHeapStatistics().used_heap_size,
  collect: collectSoon,
})
