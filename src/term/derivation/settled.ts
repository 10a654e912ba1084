/** Waits until the parents of a derived term hold what it can be computed of. @module */

import { onAbort } from '../../base/guarded-signal.ts'
import { newest } from '../../store/shelf.ts'
import type { Attempt } from '../attempt.ts'
import { ask } from '../calls.ts'
import { type Keeper, whyNone } from '../keeper.ts'
import type { Derivation } from './derivation.ts'
import { isMadeOf, type Stand, standOf } from './stand.ts'

/**
 * What the parents hold as soon as each has a value, and none is about to be computed anew of what has just been published:
 * else a value would be made of the old one of one parent and the new one of another. The attempt's deadline ends the wait.
 */
export async function settled(derivation: Derivation, attempt: Attempt): Promise<Stand> {
  const { parents } = derivation
  const { signal } = attempt.controller
  for (;;) {
    const empty = parents.find(({ cell }) => !cell.isReadable())
    const awaited = empty ?? parents.find((parent) => isMoving(parent))
    // Read in the same step: in the next one a parent may have published.
    if (awaited === undefined) return standOf(derivation) as Stand
    const who = `the wait for "${awaited.options.name}"`
    const why = () => whyNone(awaited)
    await ask(attempt, { stage: 'probe', code: 'ERR_TERM_DERIVE', who, why }, () => news(awaited, signal))
  }
}

/** Is a derived term about to compute anew, or one that it is made of? One that has failed isn't, until there is news. */
function isMoving(keeper: Keeper, seen = new Set<Keeper>()): boolean {
  const { derivation, shelf, link } = keeper
  if (derivation === undefined || seen.has(keeper)) return false
  seen.add(keeper)
  const state = link?.state()
  if (state === undefined || state === 'backoff') return false
  if (state !== 'idle') return true
  const stand = standOf(derivation)
  const last = newest(shelf)
  if (stand !== undefined && last !== undefined && !isMadeOf(last, stand)) return true
  return derivation.parents.some((parent) => isMoving(parent, seen))
}

/** Resolves at the next swap of a term, or the next end of an attempt of a derived one, and when the signal is aborted. */
function news({ cell, derivation }: Keeper, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      unwatch()
      listenNoMore()
      derivation?.ends.delete(heard)
      resolve()
    }
    const unwatch = cell.watch(heard)
    const listenNoMore = onAbort(signal, heard)
    derivation?.ends.add(heard)
  })
}
