/** Keeps one connection to an engine for ever: opens it when it is first needed, and again whenever it was lost. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { TermError } from '../../base/errors.ts'

export interface LinkOptions<Live> {
  /** The engine's name, for messages. */
  readonly name: string
  /** Connects once. Rejects, in its own time, if that can't be. */
  open(): Promise<Live>
  /** Resolves when the connection is lost. */
  lost(live: Live): Promise<unknown>
  shut(live: Live): Promise<unknown>
  /** Called whenever a connection was made. */
  up(live: Live): void
}

export interface EngineLink<Live> {
  /** The connection that there is, or that is being made. Rejects with why there is none. */
  ready(): Promise<Live>
  /** Begins to connect, if it doesn't yet. */
  begin(): void
  current(): Live | undefined
  close(): Promise<void>
}

// A thousand instances that lost the same server come back over two seconds, and each within three.
const SHORTEST_PAUSE_MS = 500
const SPREAD_MS = 2_000

export function link<Live>({ name, open, lost, shut, up }: LinkOptions<Live>): EngineLink<Live> {
  const closing = new AbortController()
  let live: Live | undefined
  let attempt: Promise<Live> | undefined
  let why: unknown = new TermError('ERR_TERM_NETWORK', `${name} is not connected`)
  let hasBegun = false

  async function connectOnce(): Promise<void> {
    attempt = open()
    const opened = await attempt.finally(() => {
      attempt = undefined
    })
    if (closing.signal.aborted) return void (await shut(opened))
    live = opened
    up(opened)
    await lost(opened)
    why = new TermError('ERR_TERM_NETWORK', `${name} has lost its connection`)
  }

  async function keep(): Promise<void> {
    while (!closing.signal.aborted) {
      await connectOnce().catch((thrown) => {
        why = thrown
      })
      live = undefined
      const pause = SHORTEST_PAUSE_MS + Math.random() * SPREAD_MS
      await delay(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }

  function begin(): void {
    if (hasBegun || closing.signal.aborted) return
    hasBegun = true
    void keep()
  }

  return {
    begin,
    current: () => live,
    async ready() {
      begin()
      if (live !== undefined) return live
      if (attempt === undefined) throw why
      return attempt
    },
    async close() {
      closing.abort()
      if (live !== undefined) await shut(live)
      live = undefined
    },
  }
}
