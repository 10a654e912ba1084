/** Counts the incarnations that use what a fetcher holds open for all of them. @module */

export interface SharedUse {
  join(): void
  /** Who has joined did so in vain: it joins again, which counts once, or leaves. */
  rejoins(): void
  /** Resolves when the last one to leave has closed what is shared. */
  leave(): Promise<void>
}

/** Each user joins once and leaves once; who joins after the end begins anew. */
export function sharedUse(close: () => unknown): SharedUse {
  let users = 0
  let rejoining = 0
  return {
    join() {
      if (rejoining > 0) rejoining -= 1
      else users += 1
    },
    rejoins() {
      rejoining = Math.min(rejoining + 1, users)
    },
    async leave() {
      users = Math.max(0, users - 1)
      rejoining = Math.min(rejoining, users)
      if (users === 0) await close()
    },
  }
}
