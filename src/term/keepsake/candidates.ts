/** Chooses what of a keepsake may be made live at a start, and in which order. @module */

import type { Generation } from '../../store/keepsake/index.ts'
import { isPinned, type Pin } from '../../store/pin.ts'
import { isDeadly, type Mark } from './marks.ts'

export interface Candidates {
  /** The first one is tried first. */
  readonly tried: readonly Generation[]
  /** What is passed over, since processes have died over it, on disk or not. */
  readonly deadly: readonly Mark[]
  /** What processes have died over, too, but no more than over all others. */
  readonly absolved: readonly Mark[]
}

/**
 * The pinned one, or else the newest first. Where every one is deadly, none of them is to blame: the process dies of something
 * else.
 */
export function candidates(
  generations: readonly Generation[],
  marks: readonly Mark[],
  pin: Pin | undefined,
): Candidates {
  const pinned = pin === undefined ? undefined : generations.find(({ header }) => isPinned(pin, header))
  if (pin !== undefined) return { tried: pinned ? [pinned] : [], deadly: [], absolved: [] }
  const deadly = marks.filter(isDeadly)
  const isHarmless = ({ header }: Generation) => deadly.every(({ digest }) => digest !== header.digest)
  const tried = generations.filter(isHarmless)
  return tried.length === 0
    ? { tried: generations, deadly: [], absolved: deadly }
    : { tried, deadly, absolved: [] }
}
