/**
 * Abort signals that may be given to anyone.
 *
 * Node throws what a listener of a signal throws, or rejects with, as an uncaught exception of the process. Of these signals
 * it goes to a function, and the other listeners hear of the abort.
 *
 * @module
 */

import { fenced } from './fence.ts'

type Failed = (error: unknown) => void
type Guard = (event: Event) => void
type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown } | null

const failing = new WeakMap<AbortSignal, Failed>()

/** A controller; `failed` hears what listeners of its signal throw. */
export function guardedController(failed: Failed): AbortController {
  const controller = new AbortController()
  const { signal } = controller
  failing.set(signal, failed)
  /** One for each listener, so that it can be removed, and added twice in vain. */
  const guards = new WeakMap<object, Guard>()

  function guardOf(listener: Listener): Guard {
    // What is no listener is Node's to refuse.
    if (listener === null || (typeof listener !== 'function' && typeof listener !== 'object'))
      return listener as never
    const known = guards.get(listener)
    if (known !== undefined) return known
    const guard = (event: Event) =>
      fenced(
        () => (typeof listener === 'function' ? listener.call(signal, event) : listener.handleEvent(event)),
        failed,
      )
    guards.set(listener, guard)
    return guard
  }

  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  Object.assign(signal, {
    addEventListener: (type: string, listener: Listener, options?: Parameters<typeof add>[2]) =>
      add(type, guardOf(listener), options),
    removeEventListener: (type: string, listener: Listener, options?: Parameters<typeof remove>[2]) =>
      remove(type, guardOf(listener), options),
  })
  return controller
}

/** Another controller, whose listeners fail where those of this signal do. */
export const guardedAlike = (signal: AbortSignal): AbortController =>
  guardedController(failing.get(signal) ?? (() => {}))
