/**
 * Feeds a worker with all that is shared with it, over one channel, which is open for as long as something is shared and
 * the worker lives.
 *
 * @module
 */

import type { Worker } from 'node:worker_threads'
import { type Feed, feed } from './feed.ts'
import { type FromOwner, type FromThread, openChannel } from './protocol.ts'
import type { Shared } from './shareable.ts'

interface Desk {
  readonly feeds: Map<string, Feed>
  /**
   * Feeds the worker with a term until the function that it returns is called, which ends this feed and not one that came
   * after it.
   */
  open(term: string, source: Shared): () => void
}

const desks = new WeakMap<Worker, Desk>()

function openDesk(worker: Worker): Desk {
  const feeds = new Map<string, Feed>()
  const channel = openChannel<FromThread, FromOwner>(worker.threadId, (message) =>
    feeds.get(message.term)?.hear(message),
  )
  function leave(): void {
    for (const feed of feeds.values()) feed.end()
    feeds.clear()
    worker.off('exit', leave)
    desks.delete(worker)
    channel.close()
  }
  worker.once('exit', leave)
  return {
    feeds,
    open(term, source) {
      const opened = feed(term, source, channel.post)
      feeds.set(term, opened)
      return () => {
        if (feeds.get(term) !== opened) return
        opened.end()
        feeds.delete(term)
        channel.post({ type: 'none', term, lack: 'unshared' })
        if (feeds.size === 0) leave()
      }
    },
  }
}

/** Is a term of this name shared with the worker already? */
export const isShared = (worker: Worker, term: string): boolean => desks.get(worker)?.feeds.has(term) === true

/** Feeds a worker with a term until the function that it returns is called, or the worker is gone. */
export function serve(worker: Worker, term: string, source: Shared): () => void {
  const desk = desks.get(worker) ?? openDesk(worker)
  desks.set(worker, desk)
  return desk.open(term, source)
}
