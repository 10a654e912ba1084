/** What a fetcher is just doing, whoever asked it to: every `init` and `close` that has not ended. @module */

import type { Timers } from '../../base/patience.ts'
import { settledWithin } from '../../base/settled-within.ts'
import type { Fetcher } from '../fetcher.ts'

/** A call that has not ended, or that has still to begin. */
export interface FetcherWork {
  /** What has to be over before it begins. */
  readonly behind: readonly FetcherWork[]
  /** Resolves when it has ended, or has had its time. */
  readonly over: Promise<void>
  /** Tells that it has ended, or that nobody waits for it any longer. */
  end(): void
}

/** How long somebody waits for an `init`, or for a `close` once that has begun. Nobody waits for it longer. */
const PATIENCE_MS = 10_000

type Call = 'init' | 'close'
type AllWork = Readonly<Record<Call, Set<FetcherWork>>>

const working = new WeakMap<Fetcher, AllWork>()
const NONE: ReadonlySet<FetcherWork> = new Set()

/** What a fetcher is doing of this kind. */
export const workOf = (fetcher: Fetcher, call: Call): ReadonlySet<FetcherWork> =>
  working.get(fetcher)?.[call] ?? NONE

/** Notes that a fetcher does something, until its end is told. */
export function beginWork(fetcher: Fetcher, call: Call, behind: readonly FetcherWork[] = []): FetcherWork {
  const all = working.get(fetcher) ?? { init: new Set(), close: new Set() }
  working.set(fetcher, all)
  let resolveOver: () => void
  const over = new Promise<void>((resolve) => {
    resolveOver = resolve
  })
  const work: FetcherWork = {
    behind,
    over,
    end() {
      // Who has waited for it tells its end once more.
      if (!all[call].delete(work)) return
      if (all.init.size + all.close.size === 0) working.delete(fetcher)
      resolveOver()
    },
  }
  all[call].add(work)
  return work
}

/**
 * Resolves when all of it is over. The time of each begins when it has begun and somebody waits for it, by the clock of
 * whoever is the first to lose patience: a tree that has ended may have had another.
 */
export async function atRest(works: Iterable<FetcherWork>, clock: Timers): Promise<void> {
  const rest = async ({ behind, over, end }: FetcherWork) => {
    if (behind.length > 0) await atRest(behind, clock)
    await settledWithin(clock, PATIENCE_MS, over)
    end()
  }
  await Promise.all([...works].map(rest))
}
