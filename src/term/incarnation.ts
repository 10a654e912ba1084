/** One life of a term, from its start to its end: the effects of its machine work on this. @module */

import { lendThreads } from '../decode/lent-threads.ts'
import { closeUse, type FetcherClosing, type FetcherUse, fetcherUse } from '../fetch/contract/fetcher-use.ts'
import type { DeltaUse, FetchContext } from '../fetch/fetcher.ts'
import type { Attempt } from './attempt.ts'
import { heldBody } from './held-body.ts'
import type { Hints } from './hints.ts'
import type { Keeper, Link } from './keeper.ts'
import type { PayloadOnDisk } from './keepsake.ts'
import { LEFT_BY_START, noteLeft } from './leavings.ts'
import type { TermScope } from './options.ts'
import { recordsHeld } from './records-held.ts'
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
  /** What it has of its fetcher. */
  readonly use: FetcherUse
  /** Whether both have succeeded: `setup`, and the `init` of the fetcher. */
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
    use: fetcherUse(keeper.options.fetcher),
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

/** Ends what the incarnation holds open. `undefined`: its fetcher has nothing to close. */
export function closeIncarnation(incarnation: Incarnation): FetcherClosing | undefined {
  const { link, attempt, use, hints } = incarnation
  endTurn(incarnation)
  hints?.end()
  attempt?.end()
  attempt?.controller.abort()
  return closeUse(use, link.clock)
}
