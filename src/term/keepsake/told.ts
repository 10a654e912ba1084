/** Tells what happens to a keepsake as events of its term. @module */

import type { KeepsakeEvent } from '../../events/keepsake-events.ts'
import type { Archived } from '../../store/archive.ts'
import type { Ignored, KeepsakeNews } from '../../store/keepsake/index.ts'
import type { Keeper, Link } from '../keeper.ts'
import { tell, type Untold } from '../tell.ts'

/** Tells an event, while the tree keeps the term, and a person where nobody hears that nothing is kept. */
export function tellKept(keeper: Keeper, link: Link, event: Untold<KeepsakeEvent>): void {
  if (keeper.link !== link) return
  if (event.type === 'keepsake.failed') link.complain.keepsakeFailed(keeper.options.name, event.reason)
  tell(keeper, event)
}

/** The event of a piece of news; notes that were written, and files that were swept up, are none. */
export function eventOf(news: KeepsakeNews, all: readonly Archived[]): Untold<KeepsakeEvent> | undefined {
  switch (news.type) {
    case 'written': {
      if (news.part === 'notes') return undefined
      const { ms: durationMs, failures: afterFailures, digest } = news
      const { version, bytes = news.bytes } = all.find((one) => one.digest === digest) ?? {}
      return { type: 'keepsake.written', version, bytes, durationMs, afterFailures }
    }
    case 'failed': {
      const { part, reason, retryInMs } = news
      return { type: 'keepsake.failed', part, reason, retryInMs }
    }
    case 'ignored': {
      const { file, reason, errno } = news
      const why = errno === undefined ? reason : `${reason} (${errno})`
      return { type: 'keepsake.ignored', version: undefined, file, reason: why, code: undefined }
    }
    case 'swept':
      return undefined
  }
}

/** What says nothing of a file itself: another process has swept it, or the disk is slow, which the next write tells. */
const PASSING: ReadonlySet<Ignored> = new Set<Ignored>(['gone', 'too-slow'])
/** So many things on disk are known to have been told; nobody has as many damaged files. */
const MOST_TOLD = 1_000

/**
 * Makes the function that says whether something passed over is to be told. The folder is looked through after each write:
 * what the start has told, or an earlier look, isn't news. What was damaged since is, as where a rollback passes it over.
 */
export function newsOfLooks(): (news: KeepsakeNews & { type: 'ignored' }, isLook: boolean) => boolean {
  const told = new Set<string>()
  return ({ file, reason }, isLook) => {
    const what = `${reason} ${file}`
    const isNews = !told.has(what)
    if (told.size === MOST_TOLD) told.clear()
    told.add(what)
    return !isLook || (isNews && !PASSING.has(reason))
  }
}
