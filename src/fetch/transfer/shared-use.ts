/** Counts the incarnations that use what a fetcher holds open for all of them. @module */

export interface SharedUse {
  join(): void
  /** Resolves when the last one to leave has closed what is shared. */
  leave(): Promise<void>
}

/** Each user joins once and leaves once; who joins after the end begins anew. */
export function sharedUse(close: () => unknown): SharedUse {
  let users = 0
  return {
    join() {
      users += 1
    },
    async leave() {
      users = Math.max(0, users - 1)
      if (users === 0) await close()
    },
  }
}
