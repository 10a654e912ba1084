/** One life of a term, from its start to its end: the effects of its machine work on this. @module */

import { fenced } from '../base/fenced.ts'
import { lendThreads } from '../decode/lent-threads.ts'
import type { DeltaUse, FetchContext, Fetcher } from '../fetch/fetcher.ts'
import type { Attempt } from './attempt.ts'
import { CLOSING_MS, type Closing, type RunningInit } from './fetcher-at-rest.ts'
import { heldBody } from './held-body.ts'
import type { Hints } from './hints.ts'
import type { Keeper, Link } from './keeper.ts'
import type { PayloadOnDisk } from './keepsake.ts'
import { LEFT_BY_START, noteLeft } from './leavings.ts'
import type { TermScope } from './options.ts'
import { recordsHeld } from './records-held.ts'
import { settledWithin } from './settled-within.ts'
import { tell } from './tell.ts'
import { endTurn, type Turn } from './turn.ts'

export interface Incarnation {
  /** Its id, such as `prices#3`. */
  readonly id: string
  readonly keeper: Keeper
  readonly link: Link
  attempt: Attempt | undefined
  /** Its place among those who ask, or in the line before. */
  turn: Turn | undefined
  /** Whether `setup` has run. */
  isSetUp: boolean
  /** Whether the fetcher's `init` was called, so that `close` has to be. */
  mustClose: boolean
  /** The `init` that runs. */
  opening: RunningInit | undefined
  /** Whether it has succeeded. */
  isOpen: boolean
  /** Whether both have succeeded. */
  isPrepared: boolean
  /** The hints of a fetcher that watches its origin, once it is prepared. */
  hints: Hints | undefined
  /** The id alone: an inspector writes the incarnation out at every transition. */
  toJSON(): string
}

export function incarnation(id: string, keeper: Keeper, link: Link): Incarnation {
  keeper.incarnations++
  noteLeft(LEFT_BY_START)
  return {
    id,
    keeper,
    link,
    attempt: undefined,
    turn: undefined,
    isSetUp: false,
    mustClose: false,
    opening: undefined,
    isOpen: false,
    isPrepared: false,
    hints: undefined,
    toJSON,
  }
}

function toJSON(this: Incarnation): string {
  return this.id
}

/** What a value is made at: a live incarnation, or a tree that makes one beside it. */
export type Workplace = Pick<Incarnation, 'keeper' | 'link'>

/** What the user's functions are told about an attempt. */
export const scopeOf = ({ keeper }: Pick<Workplace, 'keeper'>, { controller }: Attempt): TermScope => ({
  term: keeper.options.name,
  signal: controller.signal,
})

/** What the fetcher is told about an attempt. */
export const fetchContext = ({ keeper, link }: Incarnation, { controller }: Attempt): FetchContext => {
  const { limits, name } = keeper.options
  const { signal } = controller
  const proof = keeper.gate.verifier?.proof
  const delta = ({ error, ...use }: DeltaUse) => {
    if (error === undefined) tell(keeper, { type: 'delta.used', ...use })
    else tell(keeper, { type: 'delta.failed', ...use, error, code: error.code })
  }
  const { keepsake } = keeper
  const kept = keepsake && (async (sha256: string) => plainOf(await keepsake.payload(sha256, signal)))
  const dictionary = keepsake && (() => heldBody({ keeper, link }, signal))
  const about = { signal, maxBytes: limits.maxBytes, term: name, proof, delta, kept, dictionary }
  return lendThreads({ ...about, records: recordsHeld({ keeper, link }) }, link.pool)
}

const plainOf = (kept: PayloadOnDisk | undefined): Uint8Array | undefined =>
  kept?.encoding === undefined ? kept?.bytes : undefined

/** Calls `init`. */
export async function openFetcher(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { fetcher } = incarnation.keeper.options
  incarnation.mustClose = true
  const work = Promise.resolve(fetcher.init?.(fetchContext(incarnation, attempt)))
  const opening: RunningInit = { work, until: undefined }
  incarnation.opening = opening
  const end = (isOpen: boolean) => {
    if (incarnation.opening !== opening) return
    incarnation.opening = undefined
    incarnation.isOpen = isOpen
  }
  work.then(
    () => end(true),
    () => end(false),
  )
  await work
}

/**
 * Ends what the incarnation holds open; resolves when its fetcher is closed. The next incarnation waits for that: a fetcher
 * is not open twice.
 */
export function closeIncarnation(incarnation: Incarnation): Promise<void> {
  const { keeper, link, attempt, mustClose, opening, hints } = incarnation
  endTurn(incarnation)
  hints?.end()
  attempt?.end()
  attempt?.controller.abort()
  const { fetcher } = keeper.options
  if (!mustClose || (opening === undefined && fetcher.close === undefined)) return Promise.resolve()
  // The fetcher is closed at once, unless it is just opening: what opens after its `close` would stay open.
  const opened = opening && settledWithin(link.clock, CLOSING_MS, opening.work)
  const isClosed = opened === undefined ? closeFetcher(fetcher) : opened.then(() => closeFetcher(fetcher))
  const closed = isClosed.then(() => {
    if (keeper.closing === closing) keeper.closing = undefined
  })
  const closing: Closing = { opened, closed }
  keeper.closing = closing
  // What has nothing to close is waited for by whoever opens it again, and by nobody else.
  return fetcher.close === undefined ? Promise.resolve() : closed
}

/** Calls `close`; resolves when that has ended, whatever came of it. */
const closeFetcher = (fetcher: Fetcher): Promise<void> =>
  new Promise((resolve) => {
    fenced(
      async () => {
        try {
          await fetcher.close?.()
        } finally {
          resolve()
        }
      },
      () => {},
    )
  })
