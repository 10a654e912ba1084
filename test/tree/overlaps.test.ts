/**
 * Random trees whose operations overlap: whatever happens, it is known which fetchers are open, no term lives twice, and
 * everybody who waits gets an answer. `TREE_ROUNDS` says how many rounds there are, and `TREE_SEED` which; without them they
 * are a sample, the same in each run.
 *
 * @module
 */

import fc from 'fast-check'
import { it } from 'vitest'
import { plans, rounds } from '../support/tree-commands.ts'
import { world } from '../support/tree-world.ts'

const ROUNDS = Number(process.env.TREE_ROUNDS ?? 60)
const SEED = Number(process.env.TREE_SEED ?? 1)
const MOST_MS = 200

it(
  'a tree keeps those it was told to keep, and owes nobody an answer',
  async () => {
    const round = fc.asyncProperty(plans, rounds, async (plan, acts) => {
      const tree = await world(plan)
      for (const act of acts) {
        await act.run(tree)
        tree.check()
      }
      await tree.finish()
    })
    await fc.assert(round, { numRuns: ROUNDS, seed: SEED })
  },
  ROUNDS * MOST_MS + 10_000,
)
