/** One life of a term: what its machine's effects work on, from its start to its end. @module */

import type { Clock } from '../base/clock.ts'
import { fenced } from '../base/fenced.ts'
import type { FetchContext } from '../fetch/fetcher.ts'
import type { Attempt } from './attempt.ts'
import type { Hints } from './hints.ts'
import type { Keeper, Link } from './keeper.ts'
import type { TermScope } from './options.ts'
import { within } from './within.ts'

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

/** What the user's functions get to know of an attempt. */
export const scopeOf = ({ keeper }: Incarnation, { controller }: Attempt): TermScope => ({
  term: keeper.options.name,
  signal: controller.signal,
})

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
