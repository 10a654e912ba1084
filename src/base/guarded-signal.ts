/**
 * Abort signals that may be given to anyone.
 *
 * Node throws what a listener of a signal throws, or rejects with, as an uncaught exception of the process. Of these signals
 * it goes to a function, and the other listeners hear of the abort.
 *
 * @module
 */

import { fenced } from './fenced.ts'

type Failed = (error: unknown) => void
type Guard = (event: Event) => void
type Options = { readonly capture?: boolean } | boolean | undefined
type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown } | null

// On the signal, not in weak maps: what is in one lives until V8 marks the whole heap, and a version with it.
const FAILED = Symbol('failed')
const GUARDS = Symbol('guards')

/** By listener, for as long as it listens: it may hold on to a payload. */
interface Guards {
  readonly capturing: Map<Listener, Guard>
  readonly others: Map<Listener, Guard>
}

type Guarded = AbortSignal & { [FAILED]: Failed; [GUARDS]: Guards | undefined }

/** A controller; `failed` hears what listeners of its signal throw. */
export function guardedController(failed: Failed): AbortController {
  const controller = new AbortController()
  // Every attempt has one, so its methods are not made anew.
  Object.assign(controller.signal, {
    [FAILED]: failed,
    [GUARDS]: undefined,
    addEventListener,
    removeEventListener,
  })
  return controller
}

/** What the methods below are in place of. */
const unguarded = (signal: AbortSignal): AbortSignal =>
  FAILED in signal ? (Object.getPrototypeOf(signal) as AbortSignal) : signal

function addEventListener(this: Guarded, type: string, listener: Listener, options?: Options): void {
  // What is no listener is Node's to refuse.
  const guard = isListener(listener) ? guardOf(this, listener, options) : listener
  unguarded(this).addEventListener.call(this, type, guard as Guard, options)
}

function removeEventListener(this: Guarded, type: string, listener: Listener, options?: Options): void {
  const guards = this[GUARDS] && guardsOf(this[GUARDS], options)
  const guard = (guards?.get(listener) ?? listener) as Guard
  // Node 20 doesn't take `true` here for what it takes it for when a listener is added.
  unguarded(this).removeEventListener.call(this, type, guard, { capture: isCapturing(options) })
  guards?.delete(listener)
}

/** Hears of an abort with a function that never throws, and needs no guard. Ends by calling what is returned. */
export function onAbort(signal: AbortSignal, hear: () => void): () => void {
  const { addEventListener, removeEventListener } = unguarded(signal)
  addEventListener.call(signal, 'abort', hear, { once: true })
  return () => removeEventListener.call(signal, 'abort', hear)
}

function guardOf(signal: Guarded, listener: Listener, options: Options): Guard {
  signal[GUARDS] ??= { capturing: new Map(), others: new Map() }
  const guards = guardsOf(signal[GUARDS], options)
  const guard =
    guards.get(listener) ?? ((event) => fenced(() => call(signal, listener, event), signal[FAILED]))
  guards.set(listener, guard)
  return guard
}

const guardsOf = ({ capturing, others }: Guards, options: Options): Map<Listener, Guard> =>
  isCapturing(options) ? capturing : others

const isCapturing = (options: Options): boolean =>
  typeof options === 'object' ? options?.capture === true : options === true

const isListener = (value: Listener): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)

const call = (signal: AbortSignal, listener: Listener, event: Event): unknown =>
  typeof listener === 'function' ? listener.call(signal, event) : listener?.handleEvent(event)

/** Another controller, whose listeners fail where those of this signal do. */
export const guardedAlike = (signal: AbortSignal): AbortController =>
  guardedController((signal as Partial<Guarded>)[FAILED] ?? (() => {}))
