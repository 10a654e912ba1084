/** A payload that a term brings along from one tree to the next: it is on no disk yet, and no later answer brings it. @module */

import type { Edition } from '../store/edition.ts'
import type { Keeper } from './keeper.ts'
import type { WireCopy } from './tee.ts'

interface Carried {
  readonly edition: Edition<unknown>
  readonly copy: WireCopy
}

const carried = new WeakMap<Keeper, Carried>()

/** From now on the last payload is carried, until the next tree keeps it. Returns what ends the listening. */
export function carryCopy(keeper: Keeper): () => void {
  const carry = (edition: Edition<unknown>, copy: WireCopy) => void carried.set(keeper, { edition, copy })
  keeper.tee = carry
  return () => {
    if (keeper.tee === carry) keeper.tee = undefined
  }
}

/** What was carried of the live edition, for the one who asks. */
export function takeCarried(keeper: Keeper): Carried | undefined {
  const found = carried.get(keeper)
  carried.delete(keeper)
  return found?.edition === keeper.cell.live()?.edition ? found : undefined
}
