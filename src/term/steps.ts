/** The four steps of an attempt as the actors of its machine: each takes what the one before has left. @module */

import type { AttemptInput, Downloaded, Probed, Stored, Trigger } from '../../machines/index.ts'
import { lean } from '../../machines/lean-actor.ts'
import { named } from '../base/errors.ts'
import { STEPS, type WorkingState } from '../base/steps.ts'
import type { Attempt } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import { begin } from './outcomes.ts'
import { endTurn, turnOf } from './turn.ts'
import { workActor } from './work-actor.ts'

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

/** Makes an actor of a step; where an attempt begins with it, it waits for the term's turn before. */
const actor = <Taken, Said>(state: WorkingState, step: Step<Taken, Said, unknown>) =>
  workActor<Said, AttemptInput>(({ desk, trigger }, self) => {
    const incarnation = desk as Incarnation
    const take = () => taken(incarnation, trigger, state, step)
    const waits = incarnation.attempt === undefined ? turnOf(incarnation, trigger) : undefined
    if (waits === undefined) return take()
    lean(self)
    return waits.then(take)
  })

/**
 * Takes a step. It is bounded by the attempt's deadline, timed, and fails with a `TermError` that names the term.
 *
 * Nothing of it is there while a term waits for its turn: V8 moves what has waited to its old generation, and keeps what hangs
 * on it until all of that is collected.
 */
async function taken<Taken, Said>(
  incarnation: Incarnation,
  trigger: Trigger,
  state: WorkingState,
  step: Step<Taken, Said, unknown>,
): Promise<Said> {
  const { keeper, link } = incarnation
  const attempt = incarnation.attempt ?? begin(incarnation, trigger)
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
}

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
