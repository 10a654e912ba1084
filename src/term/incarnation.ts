/** One life of a term: what its machine's effects work on, from its start to its end. @module */

import type { Trigger } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { type Stage, TermError } from '../base/errors.ts'
import { fenced } from '../base/fenced.ts'
import { guardedController } from '../base/guarded-signal.ts'
import { patience } from '../base/patience.ts'
import type { Phases } from '../events/events.ts'
import type { Changed, FetchContext, Known, Source } from '../fetch/fetcher.ts'
import type { Received } from '../fetch/receive.ts'
import type { Swap } from '../store/shelf.ts'
import { stillAt } from './calls.ts'
import type { Hints } from './hints.ts'
import type { Keeper, Link } from './keeper.ts'
import { within } from './within.ts'

/** One way from probe to store, with what it carries. */
export interface Attempt {
  /** The name of the term. */
  readonly term: string
  readonly trigger: Trigger
  /** On the monotonic clock. */
  readonly startedAt: number
  /** Aborted when the deadline passes, or the attempt is called off. */
  readonly controller: AbortController
  readonly phases: { -readonly [state in keyof Phases]: Phases[state] }
  /** Received, in bytes. */
  bytes: number
  /** Who answered the probe; until then, who is asked. */
  source: Source
  /** What a user wrote, and is waited for. */
  pending: { readonly stage: Stage; readonly who: string } | undefined
  changed: Changed | undefined
  known: Known | undefined
  payload: Received | undefined
  digest: string | undefined
  version: string | undefined
  /** What it made live. */
  swap: Swap<unknown> | undefined
  /** How many editions had been live when it began. */
  readonly publications: number
  value: unknown
  /** Frees what it holds; more than once is harmless. */
  end(): void
}

export interface Incarnation {
  /** `prices#3` */
  readonly id: string
  readonly keeper: Keeper
  readonly link: Link
  attempt: Attempt | undefined
  /** Has `setup` run? */
  isSetUp: boolean
  /** Was the fetcher's `init` called, so that `close` has to be? */
  isOpened: boolean
  /** While an `init` runs. */
  opening: Promise<unknown> | undefined
  /** Have both gone well? */
  isPrepared: boolean
  /** Of a fetcher that watches its origin, once it is prepared. */
  hints: Hints | undefined
  /** An inspector writes this out at every transition. */
  toJSON(): string
}

export function incarnation(id: string, keeper: Keeper, link: Link): Incarnation {
  keeper.incarnations++
  return {
    id,
    keeper,
    link,
    attempt: undefined,
    isSetUp: false,
    isOpened: false,
    opening: undefined,
    isPrepared: false,
    hints: undefined,
    toJSON: () => id,
  }
}

/** A new attempt, with its deadline running. */
export function beginAttempt({ keeper, link: { clock } }: Incarnation, trigger: Trigger): Attempt {
  const { cell } = keeper
  const { name: term, limits, source } = keeper.options
  const controller = guardedController(keeper.failed)
  const expire = () => {
    const message = `the attempt took longer than ${limits.deadlineMs} ms${stillAt(attempt)}`
    controller.abort(new TermError('ERR_TERM_TIMEOUT', message))
  }
  const attempt: Attempt = {
    term,
    trigger,
    startedAt: clock.monotonic(),
    controller,
    phases: {},
    bytes: 0,
    source: { name: source, fallback: false },
    pending: undefined,
    changed: undefined,
    known: undefined,
    payload: undefined,
    digest: undefined,
    version: undefined,
    swap: undefined,
    publications: cell.publications(),
    value: undefined,
    end: patience(limits.deadlineMs, expire, clock),
  }
  return attempt
}

/** What the fetcher gets to know of an attempt. */
export const fetchContext = ({ keeper }: Incarnation, { controller }: Attempt): FetchContext => ({
  signal: controller.signal,
  maxBytes: keeper.options.limits.maxBytes,
})

/** What the fetcher of an incarnation that ends may take to open, and then to close, before nobody waits for it. */
const CLOSING_MS = 10_000

/** Resolves when the fetcher of the incarnation before is closed, or has had its time. */
export async function closed({ closing }: Keeper, clock: Clock): Promise<void> {
  if (closing !== undefined) await within(clock, CLOSING_MS, closing)
}

/** Calls `init`. */
export async function openFetcher(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { fetcher } = incarnation.keeper.options
  incarnation.isOpened = true
  const opening = Promise.resolve(fetcher.init?.(fetchContext(incarnation, attempt)))
  incarnation.opening = opening
  const end = () => {
    if (incarnation.opening === opening) incarnation.opening = undefined
  }
  opening.then(end, end)
  await opening
}

/**
 * Ends what the incarnation holds open; resolves when its fetcher is closed. The next incarnation waits for that: a fetcher
 * is not open twice.
 */
export function closeIncarnation({ keeper, link, ...ended }: Incarnation): Promise<void> {
  const { attempt, isOpened, opening, hints } = ended
  hints?.end()
  attempt?.end()
  attempt?.controller.abort()
  const { fetcher } = keeper.options
  if (!isOpened || fetcher.close === undefined) return Promise.resolve()
  const close = () =>
    new Promise<void>((resolve) => {
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
  // At once, unless it opens just now: what opens after its `close` would stay open.
  const isClosed = opening === undefined ? close() : within(link.clock, CLOSING_MS, opening).then(close)
  const closing = isClosed.then(() => {
    if (keeper.closing === closing) keeper.closing = undefined
  })
  keeper.closing = closing
  return closing
}
