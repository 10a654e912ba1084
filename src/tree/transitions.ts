/** Reads the transitions of terms off XState's inspection stream. @module */

import type { AnyActorRef, InspectionEvent } from 'xstate'
import type { TermContext } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import type { TermState, TermTransition } from '../events/events.ts'
import type { Incarnation } from '../term/incarnation.ts'

interface TermSnapshot {
  readonly value: TermState
  readonly context: TermContext
  readonly machine?: { readonly id: string }
}

/** Shortens a cause: to someone who sees both states, `xstate.done.actor.0.term.probing` says no more than `done`. */
const causeOf = (type: string): string =>
  type.startsWith('xstate.') ? (CAUSES[type.split('.')[1] ?? ''] ?? type) : type
const CAUSES: Readonly<Record<string, string>> = { init: 'start', done: 'done', error: 'failed' }

/**
 * Makes a listener for the inspection stream, which tells of each transition of a term from now on. The terms of the system
 * may have been in some state for long.
 */
export function transitions(
  clock: Clock,
  tell: (transition: TermTransition) => void,
  system: AnyActorRef['system'],
): (event: InspectionEvent) => void {
  const last = new WeakMap<object, TermState>()
  for (const actor of Object.values(system.getAll())) {
    const { value, machine } = (actor as AnyActorRef).getSnapshot() as TermSnapshot
    if (machine?.id === 'term') last.set(actor as AnyActorRef, value)
  }
  return (inspected) => {
    if (inspected.type !== '@xstate.snapshot') return
    const { value: to, context, machine } = inspected.snapshot as unknown as TermSnapshot
    if (machine?.id !== 'term') return
    const from = last.get(inspected.actorRef)
    if (from === to) return
    last.set(inspected.actorRef, to)
    const { id, keeper } = context.desk as Incarnation
    const cause = causeOf(inspected.event.type)
    tell({ type: 'term.transition', at: clock.now(), term: keeper.options.name, id, from, to, cause })
  }
}
