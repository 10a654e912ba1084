/**
 * Passes a tree's events and its inspection stream on to observers, each behind a fence: the one seam through which a
 * tree is heard.
 *
 * @module
 */

import type { InspectionEvent } from 'xstate'
import type { Clock } from '../base/clock.ts'
import { fenced } from '../base/fenced.ts'
import type { TermEvent } from '../events/events.ts'
import type { Observer, TreeView } from '../events/observer.ts'
import { reasonOf } from '../reasons/index.ts'
import { transitions } from './transitions.ts'

export interface Observation {
  /** Whether anybody hears. */
  readonly hears: boolean
  emit(event: TermEvent): void
  /** The inspection for XState; `undefined` where nobody listens, so that it costs nothing. */
  readonly inspect: ((event: InspectionEvent) => void) | undefined
  /** Shows the tree to the observers. */
  begin(view: TreeView): void
  end(): void
}

export function observation(
  observers: readonly Observer[],
  inspect: ((event: InspectionEvent) => void) | undefined,
  clock: Clock,
): Observation {
  const endings: (() => void)[] = []
  const hears = observers.length > 0

  const tell = (event: TermEvent, hearers: readonly Observer[]) => {
    // All observers get this same event.
    Object.freeze(event)
    for (const observer of hearers)
      fenced(
        () => observer.hear(event),
        (error) => complain(error, observer),
      )
  }
  /** Tells the other observers of a failure. One that fails while it hears of a failure is not told of its own. */
  const complain = (error: unknown, culprit?: Observer) => {
    const others = observers.filter((observer) => observer !== culprit)
    const failure: TermEvent = Object.freeze({
      type: 'listener.failed',
      at: clock.now(),
      term: undefined,
      error,
      reason: reasonOf(error),
    })
    for (const observer of others)
      fenced(
        () => observer.hear(failure),
        () => {},
      )
  }
  const emit = (event: TermEvent) => tell(event, observers)

  const streams: ((event: InspectionEvent) => void)[] = []
  if (hears) streams.push(transitions(clock, emit))
  if (inspect !== undefined)
    streams.push((event) =>
      fenced(
        () => inspect(event),
        (error) => complain(error),
      ),
    )

  return {
    hears,
    emit,
    inspect: streams.length === 0 ? undefined : (event) => streams.forEach((stream) => void stream(event)),
    begin(view) {
      Object.freeze(view)
      for (const observer of observers) {
        fenced(
          () => {
            const ending = observer.watch?.(view)
            if (typeof ending === 'function') endings.push(ending)
            // An async `watch` is a mistake, and may fail later.
            else return ending
          },
          (error) => complain(error, observer),
        )
      }
    },
    end() {
      for (const ending of endings.splice(0)) fenced(ending, (error) => complain(error))
    },
  }
}
