/** Finds out what has to be exchanged, and what of it only together, since a name belongs to one term at a time. @module */

import { checkChild, leavesIn, type TermBehind } from '../../tree/index.ts'
import { type ConfiguredEntry, isSameEntry } from '../config/index.ts'

/** Children of the root by their names. */
export type Entries = ReadonlyMap<string, ConfiguredEntry>

/** Children that go, and those that come in their place: all of them, or none. */
export interface EntryExchange {
  readonly old: Entries
  readonly next: Entries
}

/**
 * A term that moves links the place that it leaves with the one that it comes to, be that the root or a group; so does a
 * derived one with what it is computed of. Whatever is the same stays out of all this.
 */
export function exchanges(running: Entries, after: Entries): readonly EntryExchange[] {
  let found: readonly Linked[] = []
  for (const [name, entry] of differing(running, after))
    found = withLinked(found, { old: new Map([[name, entry]]), next: new Map(), names: namesIn(name, entry) })
  for (const [name, entry] of differing(after, running))
    found = withLinked(found, { old: new Map(), next: new Map([[name, entry]]), names: namesIn(name, entry) })
  return found
}

/** The terms of several children. */
export const leavesOf = (entries: Entries): readonly TermBehind[] =>
  [...entries].flatMap(([name, { child }]) => [...leavesIn(checkChild('serve', name, child))])

interface Linked extends EntryExchange {
  readonly names: ReadonlySet<string>
}

function withLinked(all: readonly Linked[], more: Linked): readonly Linked[] {
  const isLinked = ({ names }: Linked) => [...more.names].some((name) => names.has(name))
  const together = [...all.filter(isLinked), more]
  const one: Linked = {
    old: new Map(together.flatMap(({ old }) => [...old])),
    next: new Map(together.flatMap(({ next }) => [...next])),
    names: new Set(together.flatMap(({ names }) => [...names])),
  }
  return [...all.filter((other) => !isLinked(other)), one]
}

const differing = (entries: Entries, others: Entries) =>
  [...entries].filter(([name, entry]) => {
    const other = others.get(name)
    return other === undefined || !isSameEntry(entry, other)
  })

/** A child of the root may have the name of a term of a group: the two are no names of the same kind. */
function namesIn(name: string, entry: ConfiguredEntry): ReadonlySet<string> {
  const keepers = leavesOf(new Map([[name, entry]])).map(({ keeper }) => keeper)
  const terms = keepers.flatMap((keeper) => [keeper, ...(keeper.derivation?.parents ?? [])])
  return new Set([`child ${name}`, ...terms.map(({ options }) => `term ${options.name}`)])
}
