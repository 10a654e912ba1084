/** Chooses what of a keepsake may be made live at a start, and in which order. @module */

import type { Generation } from '../../store/keepsake/index.ts'
import { isPinned, type Pin } from '../../store/pin.ts'
import { isDeadly, type Mark } from './marks.ts'

export interface Candidates {
  /** The pinned one, and then the newest first. */
  readonly tried: readonly Generation[]
  /** What is passed over, since processes have died over it, on disk or not. */
  readonly deadly: readonly Mark[]
  /** What processes have died over, too, but no more than over all others: they die of something else. */
  readonly absolved: readonly Mark[]
}

/** A version that somebody has pinned is tried in any case. `newest` is what the origin had last, where the order doesn't tell. */
export function candidates(
  written: readonly Generation[],
  marks: readonly Mark[],
  pin: Pin | undefined,
  newest: string | undefined,
): Candidates {
  const isNewest = ({ header }: Generation) => header.digest === newest
  const generations = [...written.filter(isNewest), ...written.filter((one) => !isNewest(one))]
  const pinned = pin === undefined ? undefined : generations.find(({ header }) => isPinned(pin, header))
  const others = generations.filter((generation) => generation !== pinned)
  const suspects = marks.filter((mark) => isDeadly(mark) && mark.digest !== pinned?.header.digest)
  const harmless = others.filter(({ header }) => suspects.every(({ digest }) => digest !== header.digest))
  const first = pinned === undefined ? [] : [pinned]
  return first.length + harmless.length > 0
    ? { tried: [...first, ...harmless], deadly: suspects, absolved: [] }
    : { tried: others, deadly: [], absolved: suspects }
}
