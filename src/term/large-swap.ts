/**
 * Lets large payloads become values one after the other where memory is short: while one does, its old value and its new
 * one are both there.
 *
 * @module
 */

import { freemem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { type Attempt, goOn } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'

/** From so many bytes on the wire, a payload is large. */
const LARGE = 16 * 2 ** 20
/** How many times its size on the wire a payload may need until its value is live. */
const GROWTH = 10

export const takesMuchMemory = ({ bytes }: Attempt): boolean => bytes >= LARGE

/** Waits until no other large payload of the tree is between its decoding and its publication, where memory is short. */
export async function swapTurn(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { link } = incarnation
  let hasCome = false
  let come = () => {
    hasCome = true
  }
  // It is given back when the attempt ends, like the turn to download before.
  incarnation.turn = link.swaps.take('memory', false, () => come())
  if (hasCome || !isShort(attempt.bytes)) return
  attempt.pause()
  attempt.pending = { stage: 'decode', who: 'another large payload' }
  await new Promise<void>((resolve) => {
    come = resolve
  })
  attempt.pending = undefined
  attempt.resume(attempt.publications)
  goOn(attempt, 'decode')
}

/** Is there less memory than this payload may need, in the container or in the heap? */
function isShort(bytes: number): boolean {
  const { heap_size_limit, used_heap_size } = getHeapStatistics()
  // Node 20 may have no such function; a container's bound then isn't seen.
  const available = process.availableMemory?.() ?? freemem()
  return Math.min(available, heap_size_limit - used_heap_size) < GROWTH * bytes
}
