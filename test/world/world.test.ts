/**
 * Random lives of services, beside a model: terms, tree, origins, disk, pins and clock. `WORLD_ROUNDS` says how many there
 * are, and `WORLD_SEED` which: the same ones in each run, unless it says others.
 *
 * @module
 */

import fc from 'fast-check'
import { it } from 'vitest'
import { guardProcess } from '../support/process-guard.ts'
import { BROKEN_BEFORE } from './broken-before.ts'
import type { TermPlan } from './resident.ts'
import { world } from './world.ts'
import { perform, worldPlans, worldRounds } from './world-commands.ts'

const ROUNDS = Number(process.env.WORLD_ROUNDS ?? 30)
const SEED = Number(process.env.WORLD_SEED ?? 186245857)
const MOST_MS = 1_000

guardProcess()

async function live(plans: readonly TermPlan[], acts: readonly string[]): Promise<void> {
  const lives = await world(plans)
  try {
    for (const act of acts) {
      // What comes later has a later date, unless somebody moves the clock.
      await lives.tick(1)
      await perform(lives, act)
      await lives.settle()
      lives.check()
    }
    await lives.finish()
  } finally {
    await lives.end()
  }
}

it.each(BROKEN_BEFORE)('broke before, and holds: $what', ({ plans, acts }) => live(plans, acts))

it(
  'nothing bad is ever live, and nothing good is lost, whatever happens',
  async () => {
    await fc.assert(fc.asyncProperty(worldPlans, worldRounds, live), { numRuns: ROUNDS, seed: SEED })
  },
  ROUNDS * MOST_MS + 10_000,
)
