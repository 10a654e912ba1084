/** Watches the folders that a file depends on, not the file: its replacement is another file than the one watched. @module */

import { type FSWatcher, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { decidingFolders } from './deciding-folders.ts'
import { stampName, stampOf } from './stamp.ts'

/** A write seldom comes alone, in ms. */
const DEBOUNCE = 50

/** What a probe saw last: the name of a stamp; `null`: no file; `undefined`: there was no probe yet. */
export type Sight = string | null | undefined

export interface FileWatch {
  /** Looks again, soon: the way to the file may lead through other folders now. */
  again(): void
  end(): void
}

/**
 * Calls `hint` when there is a file at the path that the last probe didn't see. A file that is gone gives no hint: it may be
 * about to come back. Watching is best effort; where it fails, the polling finds out.
 */
export function watchFile(path: string, probed: () => Sight, hint: () => void): FileWatch {
  const folders = watchedFolders(() => soon())
  let seen: Sight
  let timer: NodeJS.Timeout | undefined
  let hasEnded = false
  let looking = tryLook()

  /** Where the look fails, the polling finds out. */
  function tryLook(): Promise<void> {
    return look().catch(() => {})
  }

  function soon(): void {
    if (hasEnded) return
    timer ??= setTimeout(() => {
      timer = undefined
      looking = looking.then(tryLook)
    }, DEBOUNCE).unref()
  }

  async function look(): Promise<void> {
    const places = await decidingFolders(path)
    if (hasEnded) return
    // A watch doesn't tell what happened in the folder before it began.
    if (folders.follow(places)) soon()
    const found = await sightOf(path)
    if (hasEnded) return
    // The first look may come before the first probe, which needs no hint.
    const isFirst = seen === undefined && probed() === undefined
    const isNews = found !== null && found !== seen && found !== probed()
    if (isNews && !isFirst) hint()
    seen = found
  }

  return {
    again: soon,
    end() {
      hasEnded = true
      clearTimeout(timer)
      folders.follow(new Map())
    },
  }
}

async function sightOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  const stamp = found && stampOf(found)
  return stamp === undefined ? null : stampName(stamp)
}

interface WatchedFolders {
  /** Watches these and no others; `true` where a look is due again: one wasn't watched before, or is gone. */
  follow(places: ReadonlyMap<string, string>): boolean
}

function watchedFolders(hear: () => void): WatchedFolders {
  const watchers = new Map<string, FSWatcher>()

  function drop(id: string): void {
    watchers.get(id)?.close()
    watchers.delete(id)
  }
  function add(id: string, folder: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, hear)
      watcher.on('error', () => drop(id))
      watchers.set(id, watcher)
      return true
    } catch (error) {
      // For any other reason, the system has no more watches to give.
      return (error as NodeJS.ErrnoException).code === 'ENOENT'
    }
  }

  return {
    follow(places) {
      for (const id of [...watchers.keys()]) if (!places.has(id)) drop(id)
      const news = [...places].filter(([id]) => !watchers.has(id))
      return news.map(([id, folder]) => add(id, folder)).includes(true)
    },
  }
}
