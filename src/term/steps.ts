/** The four steps of an attempt as the actors of its machine: each takes what the one before has left. @module */

import { fromPromise } from 'xstate'
import type { AttemptInput, Downloaded, Probed, Stored } from '../../machines/index.ts'
import { named } from '../base/errors.ts'
import { STEPS, type WorkingState } from '../base/steps.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { begin } from './outcomes.ts'
import { endTurn, turnOf } from './turn.ts'

/** What a step tells the machine, in small facts, and what it leaves to the next step. */
export interface Done<Said, Left> {
  readonly said: Said
  /** What the next step takes; nothing after the last one. */
  readonly left?: Left
}

export type Step<Taken, Said, Left> = (
  incarnation: Incarnation,
  attempt: Attempt,
  taken: Taken,
) => Promise<Done<Said, Left>>

/**
 * Makes an actor of a step. It is bounded by the attempt's deadline, timed, and fails with a `TermError` that names the
 * term.
 */
const actor = <Taken, Said>(state: WorkingState, step: Step<Taken, Said, unknown>) =>
  fromPromise<Said, AttemptInput>(async ({ input }) => {
    const incarnation = input.desk as Incarnation
    const { keeper, link } = incarnation
    const waits = incarnation.attempt === undefined ? turnOf(incarnation, input.trigger) : undefined
    if (waits !== undefined) await waits
    const attempt = incarnation.attempt ?? begin(incarnation, input.trigger)
    const since = link.clock.monotonic()
    try {
      // The machine does the steps in this order alone, and each only after the one before it is done.
      const done = await step(incarnation, attempt, takeFrom(attempt) as Taken)
      attempt.left = done.left
      return done.said
    } catch (thrown) {
      throw named(thrown, keeper.options.name, STEPS[state], attempt.source.name)
    } finally {
      attempt.phases[state] = link.clock.monotonic() - Math.max(since, attempt.startedAt)
      // From here on the user's code may wait for other terms.
      if (state === 'downloading') endTurn(incarnation)
    }
  })

function takeFrom(attempt: Attempt): unknown {
  const { left } = attempt
  attempt.left = undefined
  return left
}

/** The actors for the slots of the term machine; what one leaves is what the next one takes. */
export const actorsOf = <Offered, Received, Decoded>(
  probe: Step<undefined, Probed, Offered>,
  download: Step<Offered, Downloaded, Received>,
  decode: Step<Received, void, Decoded>,
  store: Step<Decoded, Stored, undefined>,
) => ({
  probe: actor('probing', probe),
  download: actor('downloading', download),
  decode: actor('decoding', decode),
  store: actor('storing', store),
})
