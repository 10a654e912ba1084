/** Follows the parents of a derived term: what they publish is a hint, and what confirms them confirms what was made of them. @module */

import { confirm, newest } from '../../store/shelf.ts'
import { clockOf, type Keeper } from '../keeper.ts'
import { confirmAge, lookAtAge } from '../staleness.ts'
import type { Derivation } from './derivation.ts'
import { confirmedAt, isMadeOf, standOf } from './stand.ts'

/** Calls `hint` when a parent has another value. The function that is returned ends that. */
export function followParents(derivation: Derivation, self: Keeper, hint: () => void): () => void {
  const hear = () => {
    const stand = standOf(derivation)
    const live = self.cell.live()
    if (stand === undefined) return
    const last = newest(self.shelf)
    if (last === undefined || !isMadeOf(last, stand)) {
      hint()
      return
    }
    const at = confirmedAt(stand)
    // Behind a pin nothing says anything of the value that is live.
    if (at === undefined || last !== live?.edition || at === live.confirmedAt) lookAtAge(self)
    else {
      confirm(self.shelf, { at, known: undefined })
      confirmAge(self, Math.max(0, clockOf(self).now() - at), undefined)
    }
  }
  // A parent may be there twice, and is heard once.
  const ends = [...new Set(derivation.parents)].map(({ cell }) => cell.watch(hear))
  return () => {
    for (const end of ends) end()
  }
}
