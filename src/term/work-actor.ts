/**
 * Makes the actors for the slots of the charts in which work is done: XState's own `fromPromise`, but for the abort signal
 * that it makes for each actor, which nobody here would hear. On Node 20 each signal is of a hidden class of its own.
 *
 * @module
 */

import type { ActorRef, PromiseActorLogic, PromiseSnapshot } from 'xstate'

/** What the work's own actor is told of its end. */
type Ended<Output> =
  | { readonly type: 'work.done'; readonly output: Output }
  | { readonly type: 'work.failed'; readonly error: unknown }

type Told<Output> = Ended<Output> | { readonly type: 'xstate.stop' }

type Self<Output, Input> = ActorRef<PromiseSnapshot<Output, Input>, { type: string; [fact: string]: unknown }>

/** An actor that begins the work when it is started, and ends with it. One that was stopped ignores what comes of it. */
export function workActor<Output, Input>(
  work: (input: Input, self: Self<Output, Input>) => Promise<Output>,
): PromiseActorLogic<Output, Input> {
  return {
    getInitialSnapshot: (_, input) => ({ status: 'active', output: undefined, error: undefined, input }),
    start({ input }, { self }) {
      const tell = (ended: Ended<Output>) => {
        if (self.getSnapshot().status === 'active') self.send(ended)
      }
      work(input as Input, self).then(
        (output) => tell({ type: 'work.done', output }),
        (error) => tell({ type: 'work.failed', error }),
      )
    },
    transition(snapshot, event) {
      const told = event as Told<Output>
      const input = undefined
      const error = undefined
      if (told.type === 'work.done') return { status: 'done', output: told.output, error, input }
      if (told.type === 'work.failed') return { status: 'error', output: undefined, error: told.error, input }
      return told.type === 'xstate.stop' ? { status: 'stopped', output: undefined, error, input } : snapshot
    },
    getPersistedSnapshot: (snapshot) => snapshot,
    restoreSnapshot: (snapshot) => snapshot as never,
  }
}
