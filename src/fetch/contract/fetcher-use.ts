/**
 * One use of a fetcher, from its `init` to its `close`: that of an incarnation, or of another fetcher that asks it. Uses may
 * follow each other, or overlap: no `init` of a fetcher runs beside a `close` of it.
 *
 * @module
 */

import { type Timers, timers } from '../../base/patience.ts'
import { abortError } from '../../base/until-aborted.ts'
import type { FetchContext, Fetcher } from '../fetcher.ts'
import { atRest, beginWork, type FetcherWork, workOf } from './fetcher-work.ts'

export interface FetcherUse {
  readonly fetcher: Fetcher
  /** Whether it was opened, be it in vain, so that it has to be closed. */
  mustClose: boolean
  /** Whether its last `init` has succeeded. */
  isOpen: boolean
  /** Its last `init`, until that has ended. It may outlive the attempt that has begun it. */
  opening: FetcherWork | undefined
}

/** A `close` that has begun, or waits until it can. */
export interface FetcherClosing {
  readonly work: FetcherWork
  /** Resolves when it has ended, whatever came of it and however long it took. */
  readonly ended: Promise<void>
}

export const fetcherUse = (fetcher: Fetcher): FetcherUse => ({
  fetcher,
  mustClose: false,
  isOpen: false,
  opening: undefined,
})

/**
 * What has to be over before `openUse`: an earlier `init` of this use, since what it opens is taken, or each `close` for
 * another one. The `init` of another use is in nobody's way: each of them calls it.
 */
export function inTheWay({ fetcher, isOpen, opening }: FetcherUse): readonly FetcherWork[] {
  if (isOpen) return []
  return isRunning(fetcher, opening) ? [opening] : [...workOf(fetcher, 'close')]
}

const isRunning = (fetcher: Fetcher, opening: FetcherWork | undefined): opening is FetcherWork =>
  opening !== undefined && workOf(fetcher, 'init').has(opening)

/** Calls `init` at once, where there is one: nothing may be in the way. */
export function openUse(use: FetcherUse, context: FetchContext): Promise<void> | undefined {
  const { fetcher } = use
  use.mustClose = true
  if (fetcher.init === undefined) {
    use.isOpen = true
    return undefined
  }
  // It is noted before the call: that may close the use.
  const opening = beginWork(fetcher, 'init')
  use.opening = opening
  const end = (isOpen: boolean) => {
    if (use.opening === opening) {
      use.opening = undefined
      use.isOpen = isOpen
    }
    opening.end()
  }
  const work = (async () => fetcher.init?.(context))()
  work.then(
    () => end(true),
    () => end(false),
  )
  return work
}

/** Opens it, if it isn't, as soon as nothing is in the way. @throws what `init` throws, and if it is wanted no longer */
export async function openAtRest(use: FetcherUse, context: FetchContext): Promise<void> {
  const goOn = () => {
    if (context.signal.aborted) throw abortError(context.signal, 'setup')
  }
  for (let works = inTheWay(use); works.length > 0; works = inTheWay(use)) await atRest(works, timers)
  goOn()
  if (!use.isOpen) await openUse(use, context)
  goOn()
}

/**
 * Ends a use, which may begin anew. `close` is called at once, unless the fetcher is just opening: what opens after its
 * `close` stays open. Without a `close` nobody has anything to wait for, but whoever opens the fetcher next.
 */
export function closeUse(use: FetcherUse, clock: Timers): FetcherClosing | undefined {
  const { fetcher, mustClose, opening } = use
  Object.assign(use, fetcherUse(fetcher))
  if (!mustClose) return undefined
  if (fetcher.close !== undefined) return closing(fetcher, [...workOf(fetcher, 'init')], clock)
  if (isRunning(fetcher, opening)) closing(fetcher, [opening], clock)
  return undefined
}

function closing(fetcher: Fetcher, behind: readonly FetcherWork[], clock: Timers): FetcherClosing {
  const work = beginWork(fetcher, 'close', behind)
  const close = async () => {
    try {
      await fetcher.close?.()
    } catch {
      // It has nobody left to tell.
    } finally {
      work.end()
    }
  }
  return { work, ended: behind.length === 0 ? close() : atRest(behind, clock).then(close) }
}
