/** Tells an event of a term to whoever listens to its tree, with the moment, the term and its incarnation. @module */

import type { TermEvent } from '../events/events.ts'
import type { OfTerm } from '../events/of-term.ts'
import type { Keeper } from './keeper.ts'

/** What is particular to an event. */
export type Untold<E = TermEvent> = E extends OfTerm ? Omit<E, keyof OfTerm> : never

/** Nobody hears of a term that no tree keeps. */
export function tell(
  { link, options: { name: term } }: Pick<Keeper, 'link' | 'options'>,
  told: Untold,
): void {
  if (!link?.hears) return
  link.emit({ ...told, at: link.clock.now(), term, id: link.id() } as TermEvent)
}
