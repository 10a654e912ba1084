/** Counts what the process holds open: sockets, files, timers. @module */

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

type Counts = ReadonlyMap<string, number>

const PATIENCE_MS = 3_000
const STEP_MS = 5

/** How many there are of each kind. */
export function resources(): Counts {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  // Immediates belong to the turns of the event loop, not to the fetcher.
  counts.delete('Immediate')
  counts.set('file descriptors', descriptors())
  return counts
}

// A file that is open and idle is no active resource. Only Linux tells of it; elsewhere the other kinds have to do.
function descriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

/** Resolves when no more is open than before, which takes a few turns of the event loop. */
export async function freed(before: Counts): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (leftOver(before).length > 0 && performance.now() < deadline) await delay(STEP_MS)
  assert.deepEqual(leftOver(before), [], 'The fetcher left something open')
}

const leftOver = (before: Counts): string[] =>
  [...resources()].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0)
    return more > 0 ? [`${more} ${kind}`] : []
  })
