/** Puts new children in the place of old ones, so that whoever reads finds the one or the other. @module */

import type { Supervision } from '../../handles/supervise.ts'
import type { Keeper } from '../../term/keeper.ts'
import type { TermBehind } from '../../tree/index.ts'
import { type EntryExchange, leavesOf } from './reload-plan.ts'
import type { ReloadTrial } from './trial.ts'

export type ReloadedTree = Pick<Supervision, 'add' | 'remove'>

/**
 * The old children go on until all has loaded without which somebody would lose something: what was served before, and
 * what a start requires. Then they go.
 *
 * @throws TermError why something has not loaded: then the old ones are there
 */
export async function exchange(
  tree: ReloadedTree,
  trial: ReloadTrial,
  { old, next }: EntryExchange,
): Promise<void> {
  const before = new Map(leavesOf(old).map(({ keeper }) => [keeper.options.name, keeper]))
  const known = new Set(before.values())
  const leaves = leavesOf(next)
  if (old.size > 0) await trial.load(needed(leaves, before).filter(({ keeper }) => !known.has(keeper)))

  // Their names are free at once, and so nobody reads between the old and the new.
  const gone = Promise.all([...old.keys()].map((name) => tree.remove(name)))
  // But a term that is made in code, and moves, has to leave before it comes.
  if (leaves.some(({ keeper }) => known.has(keeper))) await gone
  const added = [...next].map(([name, { child }]) => tree.add(name, child))
  try {
    await Promise.all([gone, ...added])
  } catch (error) {
    await Promise.allSettled(added)
    await Promise.all([gone, ...[...next.keys()].map((name) => tree.remove(name))])
    await Promise.all([...old].map(([name, { child }]) => tree.add(name, child)))
    throw error
  }
}

/** Those that have to load, with all that they are computed of. */
function needed(leaves: readonly TermBehind[], before: ReadonlyMap<string, Keeper>): readonly TermBehind[] {
  const isNeeded = ({ options: { name, start } }: Keeper) =>
    start.policy === 'require' || before.get(name)?.cell.isReadable() === true
  const all = leaves.flatMap(({ keeper }) => (isNeeded(keeper) ? [...withParents(keeper)] : []))
  return leaves.filter(({ keeper }) => all.includes(keeper))
}

function* withParents(keeper: Keeper): Generator<Keeper> {
  yield keeper
  for (const parent of keeper.derivation?.parents ?? []) yield* withParents(parent)
}
