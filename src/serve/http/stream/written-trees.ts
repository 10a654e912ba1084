/** The whole tree as frames, written out once for all who come at the same time. @module */

import type { Desk } from '../../desk.ts'

export interface WrittenTree {
  /** The tree, and the changes of it that were told since it was begun. */
  readonly frames: readonly Buffer[]
  /** The last event that it knows of. */
  readonly lastEvent: number
}

export interface WrittenTrees {
  latest(): Promise<WrittenTree>
  /** Notes a change that was told to those who have a tree already. */
  note(change: Buffer): void
}

const KEEP_MS = 250
const AT_ONCE = 64 * 1024

export function writtenTrees(desk: Pick<Desk, 'lastEvent' | 'treeText'>): WrittenTrees {
  const open = new Set<Buffer[]>()
  let latest: Promise<WrittenTree> | undefined

  async function write(): Promise<WrittenTree> {
    const lastEvent = desk.lastEvent()
    const changes: Buffer[] = []
    open.add(changes)
    const forget = () => {
      open.delete(changes)
      if (latest === writing) latest = undefined
    }
    try {
      const frames: Buffer[] = []
      let gathered = 'event:tree\ndata:'
      for await (const piece of desk.treeText()) {
        gathered += piece
        if (gathered.length < AT_ONCE) continue
        frames.push(Buffer.from(gathered))
        gathered = ''
      }
      frames.push(Buffer.from(`${gathered}\n\n`))
      return {
        get frames() {
          return [...frames, ...changes]
        },
        lastEvent,
      }
    } finally {
      setTimeout(forget, KEEP_MS).unref()
    }
  }
  let writing: Promise<WrittenTree> | undefined

  return {
    latest() {
      if (latest === undefined) {
        writing = write()
        latest = writing
      }
      return latest
    },
    note(change) {
      for (const changes of open) changes.push(change)
    },
  }
}
