/**
 * Makes abort signals that may be given to anyone.
 *
 * When a listener of an ordinary signal throws or rejects, Node makes an uncaught exception of it, which ends the
 * process. With these signals a function of ours hears of it, and the other listeners hear of the abort.
 *
 * @module
 */

import { fenced } from './fenced.ts'

type Failed = (error: unknown) => void
type Guard = (event: Event) => void
type Options = { readonly capture?: boolean } | boolean | undefined
type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown } | null

// These stand on the signal and not in weak maps: what a weak map holds lives until V8 marks the whole heap, and a
// version with it.
const FAILED = Symbol('failed')
const GUARDS = Symbol('guards')

/** The guards of a signal by their listeners, each for as long as it listens: a listener may hold on to a payload. */
interface Guards {
  readonly capturing: Map<Listener, Guard>
  readonly others: Map<Listener, Guard>
}

type Guarded = AbortSignal & { [FAILED]: Failed; [GUARDS]?: Guards }

/** Makes a controller; `failed` hears what listeners of its signal throw. */
export function guardedController(failed: Failed): AbortController {
  const controller = new AbortController()
  const signal = controller.signal as Guarded
  // Every attempt has a signal: methods of its own would cost each of them twice the time and the memory.
  Object.setPrototypeOf(signal, guardedKind(Object.getPrototypeOf(signal)))
  signal[FAILED] = failed
  return controller
}

let known: { readonly kind: AbortSignal; readonly guarded: object } | undefined

/** What guarded signals are, beside what all signals are, which a test environment may exchange. */
function guardedKind(kind: AbortSignal): object {
  if (known?.kind !== kind) {
    const method = (value: unknown) => ({ value, writable: true, configurable: true })
    const methods = {
      addEventListener: method(addEventListener),
      removeEventListener: method(removeEventListener),
    }
    known = { kind, guarded: Object.create(kind, methods) }
  }
  return known.guarded
}

/** The signal as Node made it, with the methods that the ones below replace. */
const unguarded = (signal: AbortSignal): AbortSignal =>
  FAILED in signal ? (Object.getPrototypeOf(Object.getPrototypeOf(signal)) as AbortSignal) : signal

function addEventListener(this: Guarded, type: string, listener: Listener, options?: Options): void {
  // Node refuses what is no listener.
  const guard = isListener(listener) ? guardOf(this, listener, options) : listener
  unguarded(this).addEventListener.call(this, type, guard as Guard, options)
}

function removeEventListener(this: Guarded, type: string, listener: Listener, options?: Options): void {
  const guards = this[GUARDS] && guardsOf(this[GUARDS], options)
  const guard = (guards?.get(listener) ?? listener) as Guard
  // Node 20 doesn't understand `true` when a listener is removed, though it does when one is added.
  unguarded(this).removeEventListener.call(this, type, guard, { capture: isCapturing(options) })
  guards?.delete(listener)
}

/**
 * Calls a function of ours, which never throws and needs no guard, when the signal is aborted. The function that is
 * returned ends that.
 */
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

/** Makes another controller, whose failing listeners are told to the same function as those of this signal. */
export const guardedAlike = (signal: AbortSignal): AbortController =>
  guardedController((signal as Partial<Guarded>)[FAILED] ?? (() => {}))
