/**
 * Makes the actor for the `wait` slot of the charts, which waits on the clock of a tree: XState's own `fromCallback`, but
 * for the parts that only a callback has which listens to events. Each term at rest has one of these.
 *
 * @module
 */

import type { CallbackActorLogic, CallbackSnapshot } from 'xstate'
import type { Due, WaitInput } from '../../machines/index.ts'
import { lean } from '../../machines/lean-actor.ts'
import type { Clock } from '../base/clock.ts'
import { patience } from '../base/patience.ts'

/** A wait, and the function that ends it. */
type Waiting = CallbackSnapshot<WaitInput> & { end?: (() => void) | undefined }

/** The actor that waits on this clock. */
export function waitActor(clock: Clock): CallbackActorLogic<Due, WaitInput> {
  const begin = (ms: number, isBound: boolean | undefined, due: () => void): (() => void) => {
    if (isBound) return patience(ms, due, clock)
    const timer = clock.setTimeout(due, ms)
    return () => clock.clearTimeout(timer)
  }
  return {
    getInitialSnapshot: (_, input): Waiting => ({
      status: 'active',
      output: undefined,
      error: undefined,
      input,
      end: undefined,
    }),
    start(snapshot: Waiting, { self }) {
      lean(self)
      const { ms, isBound } = snapshot.input
      if (ms === null) return
      snapshot.end = begin(ms, isBound, () => {
        if (self.getSnapshot().status === 'active') self._parent?.send({ type: 'due' })
      })
    },
    transition(snapshot: Waiting, event: { readonly type: string }) {
      if (event.type !== 'xstate.stop') return snapshot
      snapshot.end?.()
      return { status: 'stopped', output: undefined, error: undefined, input: snapshot.input }
    },
    getPersistedSnapshot: (snapshot) => snapshot,
    restoreSnapshot: (snapshot) => snapshot as never,
  }
}
