/** The two lanes on which a keepsake writes behind: one for generations, one for notes, which don't wait for them. @module */

import { LONGEST_TIMER } from '../../base/duration-checks.ts'
import { onAbort } from '../../base/guarded-signal.ts'
import { patience, type Timers } from '../../base/patience.ts'
import type { KeepsakeNews, KeptThing } from './news.ts'
import { errnoOf, reasonToPass } from './pass-over.ts'
import { diskTurns } from './turns.ts'
import { type WriteBehind, writeBehind } from './write-behind.ts'
import type { Sheet } from './write-down.ts'

export interface Lanes {
  put(part: KeptThing, sheet: Sheet): void
  /** Whether what was put on a lane is safe, or something newer: `false` too when the signal is aborted first. */
  hurry(part: KeptThing, signal: AbortSignal): Promise<boolean>
  /** Whether all that was put is safe: `false` too after so many ms. */
  flush(timeoutMs: number): Promise<boolean>
  /** Forgets what waits. */
  forget(): void
}

export interface LanesOptions {
  /** Resolves when the disk has the sheet. */
  write(sheet: Sheet): Promise<void>
  tell(news: KeepsakeNews): void
  readonly retryTimers: Timers
  /** How long a write may last before it is told of, in ms. */
  readonly untold: number
}

export function lanesOf({ write, tell, retryTimers, untold }: LanesOptions): Lanes {
  // A lane is there while there is something on it: there may be thousands of keepsakes, most of them at rest.
  const lanes: Partial<Record<KeptThing, WriteBehind<Sheet>>> = {}

  function laneFor(part: KeptThing): WriteBehind<Sheet> {
    const toldOf = new Set<string>()
    const failed = (reason: string, retryInMs: number | undefined) => {
      if (toldOf.has(reason)) return
      toldOf.add(reason)
      tell({ type: 'failed', part, reason, retryInMs })
    }
    const writeInTurn = (sheet: Sheet, failures: number) =>
      diskTurns[part].take(async () => {
        const since = performance.now()
        const endPatience = patience(untold, () => failed('too-slow', undefined))
        await write(sheet).finally(endPatience)
        toldOf.clear()
        const { head, payload, digest } = sheet
        const bytes = head.byteLength + payload.byteLength
        tell({ type: 'written', part, digest, bytes, ms: performance.now() - since, failures })
      })
    return writeBehind<Sheet>({
      write: writeInTurn,
      failed: (error, retryInMs) => failed(reasonToPass(error) ?? errnoOf(error) ?? 'unknown', retryInMs),
      idle: () => void delete lanes[part],
      timers: retryTimers,
    })
  }

  return {
    put(part, sheet) {
      lanes[part] ??= laneFor(part)
      lanes[part].put(sheet)
    },
    hurry: (part, signal) => unlessAborted(lanes[part]?.hurry() ?? Promise.resolve(true), signal),
    flush(timeoutMs) {
      const all = Promise.all(Object.values(lanes).map((lane) => lane.hurry()))
      return within(
        timeoutMs,
        all.then((safe) => safe.every(Boolean)),
      )
    },
    forget() {
      for (const lane of Object.values(lanes)) lane.forget()
    },
  }
}

/** What the work says, which never rejects, or `false` when the signal is aborted first. */
function unlessAborted(work: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const listenNoMore = onAbort(signal, () => resolve(false))
    if (signal.aborted) resolve(false)
    void work.then(resolve).finally(listenNoMore)
  })
}

/** What the work says, which never rejects, or `false` after so many ms. */
function within(ms: number, work: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const endPatience = patience(Math.min(ms, LONGEST_TIMER), () => resolve(false))
    void work.then(resolve).finally(endPatience)
  })
}
