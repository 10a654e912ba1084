/** The rollout that an instance goes by, of all the documents that it has read. @module */

import { hasEnded, laterOf, type Rollout, type RolloutState, type SeenRollout } from '../rollout/index.ts'

export interface RolloutHearing {
  /** What it goes by; `undefined`: it has read none. */
  rollout(): Rollout | undefined
  /**
   * Reads one more.
   *
   * @param proven - the highest number that a manifest had
   * @returns the rollout, where this one says that it has halted, and nothing has before
   */
  hear(read: SeenRollout, proven: number): Rollout | undefined
}

/** An engine that comes back as it was doesn't go further back than that. */
const MOST_ENDED = 64

export function hearing(): RolloutHearing {
  let heard: SeenRollout | undefined
  const ended = new Map<string, RolloutState>()

  function noteEnd({ rollout }: SeenRollout): void {
    if (!hasEnded(rollout)) return
    const { id, state } = rollout
    // The first word of an end counts.
    const first = ended.get(id) ?? state
    ended.delete(id)
    ended.set(id, first)
    const [oldest] = ended.keys()
    if (ended.size > MOST_ENDED && oldest !== undefined) ended.delete(oldest)
  }

  return {
    rollout: () => heard?.rollout,
    hear(read, proven) {
      const before = heard?.rollout
      heard = laterOf(heard, read, { proven, ended })
      noteEnd(read)
      const { rollout } = heard
      const isNews = rollout.state === 'halted' && !(before?.state === 'halted' && before.id === rollout.id)
      return isNews ? rollout : undefined
    },
  }
}
