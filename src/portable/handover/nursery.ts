/**
 * Makes V8 move young objects while they are few.
 *
 * Where all that is made survives, V8 moves a full nursery of it at once, which takes 10 ms and more. A nursery that is filled
 * up with garbage is collected just the same, and only what survives takes time.
 *
 * @module
 */

import { getHeapSpaceStatistics } from 'node:v8'

/** About 2 ms to move. */
const ENOUGH = 3 * 2 ** 20

/** While V8 marks old objects, it marks some for whatever is allocated: then it takes several times to fill the nursery. */
const MOST_MS = 1

// The largest array that V8 doesn't keep apart.
const SLOTS = 15_000
const BYTES = SLOTS * 8

// Held for a moment, or V8 would not make them at all.
const garbage: unknown[] = []

/** To be called now and then while objects are made that stay. */
export function relieveNursery(): void {
  const nursery = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  if (nursery === undefined || nursery.space_used_size < ENOUGH) return
  const until = performance.now() + MOST_MS
  let left = nursery.space_available_size + BYTES
  for (; left > 0 && performance.now() < until; left -= BYTES) garbage[0] = new Array(SLOTS)
  garbage.length = 0
}
