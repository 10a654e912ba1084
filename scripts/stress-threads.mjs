/**
 * Refreshes many documents in threads, and refuses or calls off many of them. No process may die of it, no thread may be
 * replaced without need, and each good document must be what `JSON.parse` makes of it.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const RUNS = 3
const RUN = fileURLToPath(new URL('threads/run.mjs', import.meta.url))

for (let seed = 1; seed <= RUNS; seed++) {
  // Each run has a process of its own: the bug that is looked for ends the process.
  const { status, signal } = spawnSync(process.execPath, [RUN, String(seed)], { stdio: 'inherit' })
  if (status === 0) continue
  console.error(`The run with seed ${seed} ended with ${signal ?? status}`)
  process.exitCode = 1
}
