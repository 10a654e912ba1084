/** What a watch is told, wherever it comes from, and what is known by it. @module */

import type { Change, HeardEvent } from '../../serve/api/messages.ts'
import type { TermFacts } from '../../serve/api/term-facts.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'

export type WatchMessage =
  | { readonly kind: 'tree'; readonly data: TreeFacts }
  | { readonly kind: 'change'; readonly data: Change }
  | { readonly kind: 'heard'; readonly data: HeardEvent }
  /** The process is away; the next message comes when it is back. */
  | { readonly kind: 'lost'; readonly data: { readonly reason: string } }

const MOST_HEARD = 100

export interface WatchState {
  tree: TreeFacts | undefined
  /** The last events, the newest last. */
  readonly heard: HeardEvent[]
  /** Why the process is away; `undefined` while it isn't. */
  lost: string | undefined
  /** Its clock and ours: what has to be added to ours. */
  clockAhead: number
}

export const blankState = (): WatchState => ({ tree: undefined, heard: [], lost: undefined, clockAhead: 0 })

export function takeMessage(state: WatchState, message: WatchMessage): void {
  const { kind, data } = message
  if (kind === 'lost') {
    state.lost = data.reason
    return
  }
  state.lost = undefined
  if (kind === 'heard') {
    state.heard.push(data)
    if (state.heard.length > MOST_HEARD) state.heard.shift()
    return
  }
  state.clockAhead = data.now - Date.now()
  state.tree = kind === 'tree' ? data : changedTree(state.tree, data)
}

function changedTree(tree: TreeFacts | undefined, change: Change): TreeFacts | undefined {
  if (tree === undefined) return undefined
  const news = new Map(change.terms.map((term) => [term.name, term]))
  const removed = new Set(change.removed)
  const stay = tree.terms.filter(({ name }) => !removed.has(name))
  const known = new Set(stay.map(({ name }) => name))
  return {
    ...tree,
    now: change.now,
    health: change.health ?? tree.health,
    supervisor: change.supervisor ?? tree.supervisor,
    terms: [
      ...stay.map((term) => news.get(term.name) ?? term),
      ...change.terms.filter(({ name }) => !known.has(name)),
    ],
  }
}

/** The terms that were asked for; all, where none was. */
export const chosenTerms = (tree: TreeFacts, names: ReadonlySet<string>): readonly TermFacts[] =>
  names.size === 0 ? tree.terms : tree.terms.filter(({ name }) => names.has(name))

/** Is it about one of them? What is about the whole tree is about all. */
export const isAbout = ({ term }: HeardEvent, names: ReadonlySet<string>): boolean =>
  names.size === 0 || term === undefined || names.has(term)
