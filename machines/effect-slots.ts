/** Slots: the named effects of the charts, to be filled by `provide`. @module */

import { fromCallback, fromPromise } from 'xstate'

const missing = (name: string) => new Error(`actor "${name}" was not provided`)

/** A piece of work that ends: it resolves with small facts, never with the data itself. */
export const work = <Output, Input extends object>(name: string) =>
  fromPromise<Output, Input>(async () => {
    throw missing(name)
  })

export interface WaitInput {
  /** How long, in ms; `null`: for ever. */
  readonly ms: number | null
  /** Does it bound something that may end by itself? Then what has happened meanwhile comes first. */
  readonly isBound?: boolean | undefined
}

/** What a wait says when its time has come. */
export type Due = { type: 'due' }

/**
 * A wait on the injected clock that says `due` once. An actor and not `after`: every actor that stops makes XState scan
 * all delayed events of its system, which costs ten times the work itself in a system of 10,000 terms.
 */
export const wait = fromCallback<Due, WaitInput>(() => {
  throw missing('wait')
})
