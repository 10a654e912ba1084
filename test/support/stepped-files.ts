/** The files of Node, of which each actor does one operation after the other, as far as a test lets it. @module */

import { AsyncLocalStorage } from 'node:async_hooks'
import type * as Files from 'node:fs/promises'

/** Somebody who works on files, and can be held up or killed before each operation. */
export interface Actor {
  /** Does so many operations more, or all that are left; resolves when they are done, or the work is. */
  go(operations: number): Promise<void>
  /** Is it through? */
  isDone(): boolean
}

interface Gate {
  /** Resolves when the next operation may be done; never, where the actor is killed. */
  pass(): Promise<void>
}

const acting = new AsyncLocalStorage<Gate>()

/** What a test gives to `vi.mock('node:fs/promises')`. No power fails here: nothing waits for the disk. `after` hears of each operation. */
export function steppedFiles(files: typeof Files, after: () => void = () => {}): typeof Files {
  const stepped =
    <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> => {
      const gate = acting.getStore()
      await gate?.pass()
      return gate === undefined ? work(...given) : work(...given).finally(after)
    }
  const open: typeof Files.open = async (...given) => {
    const file = await files.open(...given)
    file.sync = async () => {}
    return file
  }
  const { link, readdir, readFile, rename, rm, unlink, mkdir } = files
  const names = { link, readdir, readFile, rename, rm, unlink, mkdir, open }
  const all = Object.entries(names).map(([name, work]) => [name, stepped(work as () => Promise<unknown>)])
  return { ...files, ...Object.fromEntries(all) }
}

/** Begins the work, and holds it before its first operation. */
export function actor(work: () => Promise<unknown>): Actor {
  let left = 0
  let isDone = false
  let go = () => {}
  let rest = () => {}
  const gate: Gate = {
    async pass() {
      while (left === 0) {
        rest()
        await new Promise<void>((resolve) => {
          go = resolve
        })
      }
      left--
    },
  }
  void acting.run(gate, work).finally(() => {
    isDone = true
    rest()
  })
  return {
    isDone: () => isDone,
    async go(operations) {
      if (isDone) return
      left = operations
      const rested = new Promise<void>((resolve) => {
        rest = resolve
      })
      go()
      await rested
    },
  }
}
