/** Waits for work at the disk for as long as it gets on, and no longer than its caller wants. @module */

import { onAbort } from '../../base/guarded-signal.ts'
import { patience } from '../../base/patience.ts'
import type { Alive } from './read-file.ts'
import type { Turns } from './turns.ts'

export interface WaitBounds {
  /** For how many ms the disk may give no sign of life. */
  readonly silence: number
  readonly signal: AbortSignal
}

/** What a wait came to, where the work itself came to nothing. */
export type Unfinished = 'aborted' | 'too-slow'

/**
 * Does the work when its turn has come, and resolves to its result, or to why it wasn't waited for. The work then ends by
 * itself at its next operation, and only then its turn.
 */
export function whileAlive<T>(
  turns: Turns,
  work: (alive: Alive) => Promise<T>,
  { silence, signal }: WaitBounds,
): Promise<{ readonly result: T } | { readonly unfinished: Unfinished }> {
  return new Promise((resolve, reject) => {
    let signs = 0
    let isOver = false
    // Until its turn has come, others show that the disk is alive.
    let pulse = turns.ended
    const alive = () => {
      if (isOver) throw new Error('Nobody waits for it any more')
      signs += 1
    }
    const begin = () => {
      pulse = () => signs
      seen = -1
      alive()
      return work(alive)
    }

    let seen = pulse()
    let endPatience = patience(silence, look)
    function look(): void {
      const isSilent = pulse() === seen
      seen = pulse()
      if (isSilent) end(() => resolve({ unfinished: 'too-slow' }))
      else endPatience = patience(silence, look)
    }
    const listenNoMore = onAbort(signal, abort)
    function abort(): void {
      end(() => resolve({ unfinished: 'aborted' }))
    }
    function end(settle: () => void): void {
      if (isOver) return
      isOver = true
      endPatience()
      listenNoMore()
      settle()
    }

    if (signal.aborted) {
      abort()
      return
    }
    turns.take(begin).then(
      (result) => end(() => resolve({ result })),
      (error) => end(() => reject(error)),
    )
  })
}
