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
// On the signal, not in a weak map: what is in one lives until V8 marks the whole heap, and a version with it.
const FAILED = Symbol('failed')

interface Guarded {
  readonly [FAILED]: Failed
}

type Guard = (event: Event) => void
type Options = { readonly capture?: boolean } | boolean | undefined
type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown } | null

/** A controller; `failed` hears what listeners of its signal throw. */
export function guardedController(failed: Failed): AbortController {
  const controller = new AbortController()
  const { signal } = controller
  /** By listener, for as long as it listens: it may hold on to a payload. */
  const guards = { capturing: new Map<Listener, Guard>(), others: new Map<Listener, Guard>() }
  const guardsOf = (options: Options) => (isCapturing(options) ? guards.capturing : guards.others)
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)

  Object.assign(signal, {
    [FAILED]: failed,
    addEventListener(type: string, listener: Listener, options?: Options) {
      // What is no listener is Node's to refuse.
      if (!isListener(listener)) return add(type, listener as never, options)
      const guards = guardsOf(options)
      const guard =
        guards.get(listener) ?? ((event: Event) => fenced(() => call(signal, listener, event), failed))
      guards.set(listener, guard)
      add(type, guard, options)
    },
    removeEventListener(type: string, listener: Listener, options?: Options) {
      const guards = guardsOf(options)
      // Node 20 doesn't take `true` here for what it takes it for when a listener is added.
      remove(type, (guards.get(listener) ?? listener) as Guard, { capture: isCapturing(options) })
      guards.delete(listener)
    },
  })
  return controller
}

const isCapturing = (options: Options): boolean =>
  typeof options === 'object' ? options?.capture === true : options === true

const isListener = (value: Listener): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)

const call = (signal: AbortSignal, listener: Listener, event: Event): unknown =>
  typeof listener === 'function' ? listener.call(signal, event) : listener?.handleEvent(event)

/** Another controller, whose listeners fail where those of this signal do. */
export const guardedAlike = (signal: AbortSignal): AbortController =>
  guardedController((signal as Partial<Guarded>)[FAILED] ?? (() => {}))
