/**
 * Kills processes amid the writing of keepsakes, with SIGKILL at random instants, and finds after each what they have left: the
 * payload of before or the next one, and never less than what was called safe. `KILLS=1000` does so a thousand times.
 *
 * @module
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killWriters } from './kills/trial.mjs'

const kills = Number(process.env.KILLS ?? 300)
const root = await mkdtemp(join(tmpdir(), 'everterm-kills-'))
const module = new URL('../dist/src/store/keepsake/index.js', import.meta.url).href
const since = performance.now()
try {
  // Two folders at a time: one with a writer at a time, one in which two write at once.
  const both = await Promise.all([
    killWriters(join(root, 'alone'), { module, kills: Math.ceil(kills / 2), together: 1, name: 'alone' }),
    killWriters(join(root, 'shared'), { module, kills: Math.floor(kills / 2), together: 2, name: 'shared' }),
  ])
  const faults = both.flatMap((each) => each.faults)
  const swept = both.reduce((sum, each) => sum + each.swept, 0)
  const seconds = Math.round((performance.now() - since) / 1_000)
  console.log(`${kills} kills in ${seconds} s: ${faults.length} lost, ${swept} unfinished files swept`)
  for (const fault of faults) console.error(fault)
  // Kills that never hit a write would show nothing.
  if (faults.length > 0 || swept < kills / 20) process.exitCode = 1
} finally {
  await rm(root, { recursive: true })
}
