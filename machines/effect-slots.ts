/** The charts name their effects here, as slots; `provide` fills them with the actors that do the work. @module */

import { fromCallback, fromPromise } from 'xstate'

const missing = (name: string) => new Error(`actor "${name}" was not provided`)

/** A slot for work that comes to an end. It resolves with a few small facts, never with the data itself. */
export const work = <Output, Input extends object>(name: string) =>
  fromPromise<Output, Input>(async () => {
    throw missing(name)
  })

export interface WaitInput {
  /** How long the wait lasts, in ms; `null` means for ever. */
  readonly ms: number | null
  /**
   * Whether the wait bounds something that may end by itself. If so, whatever has happened by then is heard before `due`.
   */
  readonly isBound?: boolean | undefined
}

/** A wait says this when its time has come. */
export type Due = { type: 'due' }

/**
 * A slot for a wait on the injected clock, which says `due` once. It is an actor and not `after`, because each actor that
 * stops makes XState scan all delayed events of its system: with 10,000 terms that costs ten times the work itself.
 */
export const wait = fromCallback<Due, WaitInput>(() => {
  throw missing('wait')
})
