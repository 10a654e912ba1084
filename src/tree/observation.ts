/**
 * Passes a tree's events and its inspection stream on to observers, each behind a fence: the one seam through which a
 * tree is heard.
 *
 * @module
 */

import type { AnyActorRef, InspectionEvent, Subscription } from 'xstate'
import type { Clock } from '../base/clock.ts'
import { fenced } from '../base/fenced.ts'
import type { TermEvent } from '../events/events.ts'
import type { Observer, TreeView } from '../events/observer.ts'
import { reasonOf } from '../reasons/index.ts'
import { transitions } from './transitions.ts'

export interface Observation {
  /** Whether anybody hears now: only then events are worth making. */
  readonly hears: boolean
  emit(event: TermEvent): void
  /** The user's inspection for XState; `undefined` where there is none, so that it costs nothing. */
  readonly inspect: ((event: InspectionEvent) => void) | undefined
  /** Shows the tree to the observers. */
  begin(view: TreeView, system: AnySystem): void
  /** Lets an observer in, which hears all from now on. The function lets it go. */
  join(observer: Observer): () => void
  /** Resolves when the observers have said their last words. */
  end(): Promise<unknown>
}

type AnySystem = AnyActorRef['system']

/** Somebody who hears. */
interface Hearer {
  readonly observer: Observer
  /** What its `watch` returned. */
  ending: (() => unknown) | undefined
}

export function observation(
  observers: readonly Observer[],
  inspect: ((event: InspectionEvent) => void) | undefined,
  clock: Clock,
): Observation {
  // Never changed in place: one who joins or leaves while an event is told changes nothing of that telling.
  let hearers: readonly Hearer[] = observers.map((observer) => ({ observer, ending: undefined }))
  let shown: { readonly view: TreeView; readonly system: AnySystem } | undefined
  let stream: Subscription | undefined
  let hasEnded = false

  const tell = (event: TermEvent) => {
    // All observers get this same event.
    Object.freeze(event)
    for (const { observer } of hearers)
      fenced(
        () => observer.hear(event),
        (error) => complain(error, observer),
      )
  }
  /** Tells the other observers of a failure. One that fails while it hears of a failure is not told of its own. */
  const complain = (error: unknown, culprit?: Observer) => {
    const failure: TermEvent = Object.freeze({
      type: 'listener.failed',
      at: clock.now(),
      term: undefined,
      error,
      reason: reasonOf(error),
    })
    for (const { observer } of hearers) {
      if (observer === culprit) continue
      fenced(
        () => observer.hear(failure),
        () => {},
      )
    }
  }
  const show = (hearer: Hearer, view: TreeView) => {
    const { observer } = hearer
    fenced(
      () => {
        const ending = observer.watch?.(view)
        if (typeof ending === 'function') hearer.ending = ending
        // An async `watch` is a mistake, and may fail later.
        else return ending
      },
      (error) => complain(error, observer),
    )
  }
  const dismiss = (hearer: Hearer): unknown => {
    const { ending } = hearer
    hearer.ending = undefined
    let lastWords: unknown
    const end = () => {
      lastWords = ending?.()
      return lastWords
    }
    fenced(end, (error) => complain(error))
    return lastWords
  }
  /** Follows the machines while somebody hears, and only then. */
  const follow = () => {
    if (hearers.length === 0 || hasEnded || shown === undefined) {
      stream?.unsubscribe()
      stream = undefined
    } else stream ??= shown.system.inspect(transitions(clock, tell, shown.system))
  }

  return {
    get hears() {
      return hearers.length > 0
    },
    emit: tell,
    inspect:
      inspect &&
      ((event) =>
        fenced(
          () => inspect(event),
          (error) => complain(error),
        )),
    begin(view, system) {
      shown = { view: Object.freeze(view), system }
      follow()
      for (const hearer of hearers) show(hearer, view)
    },
    join(observer) {
      if (shown === undefined) return () => {}
      const hearer: Hearer = { observer, ending: undefined }
      hearers = [...hearers, hearer]
      follow()
      show(hearer, shown.view)
      // The tree has stopped; a last look is all that there is.
      if (hasEnded) dismiss(hearer)
      return () => {
        hearers = hearers.filter((other) => other !== hearer)
        follow()
        dismiss(hearer)
      }
    },
    end() {
      hasEnded = true
      follow()
      return Promise.allSettled(hearers.map(dismiss))
    },
  }
}
