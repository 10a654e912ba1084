/** What pins and history ought to do: no editions, no shelf, one list of names. @module */

export interface PinModel {
  /** The newest first. */
  readonly held: readonly string[]
  readonly live: string | undefined
  readonly pinned: string | undefined
  /** Sends a payload that is good; says how a refresh ends. */
  send(name: string): 'updated' | 'unchanged'
  pin(name: string): void
  unpin(): void
  /** Says whether there was anything to go back to. */
  rollback(): boolean
}

export function pinModel(depth: number): PinModel {
  let held: string[] = []
  let live: string | undefined
  let pinned: string | undefined
  /** Those that have been live and are no longer, in the order in which they ceased. */
  let past: string[] = []

  function go(name: string): void {
    if (live === name) return
    if (live !== undefined) past = [...past.filter((one) => one !== live), live]
    live = name
    trim()
  }
  function trim(): void {
    held = held.filter((name, at) => at <= depth || name === live)
    past = past.filter((name) => held.includes(name))
  }

  return {
    get held() {
      return held
    },
    get live() {
      return live
    },
    get pinned() {
      return pinned
    },
    send(name) {
      if (name === held[0]) return 'unchanged'
      const wasLive = name === live
      held = [name, ...held.filter((one) => one !== name)]
      // What came anew has not been live yet.
      if (!wasLive) past = past.filter((one) => one !== name)
      if (pinned === undefined) go(name)
      trim()
      return pinned === undefined ? 'updated' : 'unchanged'
    },
    pin(name) {
      pinned = name
      go(name)
    },
    unpin() {
      if (pinned === undefined) return
      pinned = undefined
      if (held[0] !== undefined) go(held[0])
    },
    rollback() {
      const earlier = held.slice(held.indexOf(live as string) + 1)
      const target = past.findLast((name) => earlier.includes(name))
      if (target === undefined) return false
      this.pin(target)
      return true
    },
  }
}
