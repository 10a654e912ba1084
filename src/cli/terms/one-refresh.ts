/** Runs a term for one attempt, under a tree that ends with it. @module */

import type { RefreshUpdated, TermEvent, TermRejected } from '../../events/events.ts'
import { type RemoteTerm, termHandle } from '../../handles/term-handle.ts'
import { type Keeper, keeper } from '../../term/keeper.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'

export interface OneRefresh {
  readonly term: RemoteTerm<unknown>
  readonly updated: RefreshUpdated | undefined
  readonly rejected: TermRejected | undefined
  /** Why it failed. */
  readonly failure?: { readonly error: unknown }
}

export interface RefreshOptions {
  readonly signal: AbortSignal
  hear?(event: TermEvent): void
  /** Puts something on the shelf before the first attempt. */
  prepare?(keeper: Keeper): void
}

/** Nothing of a value that was only looked at is put anywhere: neither on disk, nor where the user keeps it. */
const NOWHERE = {
  keepsake: false,
  put: undefined,
  get: undefined,
  initial: undefined,
  withholds: false,
} as const

export async function refreshOnce(options: ResolvedTerm, how: RefreshOptions): Promise<OneRefresh> {
  const kept = keeper({ ...options, ...NOWHERE, start: { policy: 'background', withinMs: 1 }, history: 1 })
  how.prepare?.(kept)
  const term = termHandle(`the term "${options.name}"`, kept)
  const heard: { updated?: RefreshUpdated; rejected?: TermRejected } = {}
  const hear = (event: TermEvent) => {
    if (event.type === 'refresh.updated') heard.updated = event
    if (event.type === 'term.rejected') heard.rejected = event
    how.hear?.(event)
  }
  const tree = await term.start({ observers: [{ name: 'the command line', hear }], onGiveUp: 'stop' })
  const cut = () => void tree.stop({ timeout: 1 })
  how.signal.addEventListener('abort', cut)
  if (how.signal.aborted) cut()
  try {
    await term.refresh()
    return { term, updated: heard.updated, rejected: heard.rejected }
  } catch (error) {
    return { term, updated: heard.updated, rejected: heard.rejected, failure: { error } }
  } finally {
    how.signal.removeEventListener('abort', cut)
    await tree.stop({ timeout: '1s' })
  }
}
