/** A signal that ends after a time, or with another one. @module */

interface BoundedSignal extends Disposable {
  readonly signal: AbortSignal
  abort(): void
}

/**
 * `AbortSignal.any` of `AbortSignal.timeout` is not to be relied on: Node 20 may collect such a signal before it is over.
 *
 * @param reason - of the end by time
 */
export function endingAfter(ms: number | undefined, outer: AbortSignal, reason?: unknown): BoundedSignal {
  const controller = new AbortController()
  const abort = () => controller.abort(outer.reason)
  const timer = ms === undefined ? undefined : setTimeout(() => controller.abort(reason), ms)
  outer.addEventListener('abort', abort)
  if (outer.aborted) abort()
  return {
    signal: controller.signal,
    abort,
    [Symbol.dispose]() {
      clearTimeout(timer)
      outer.removeEventListener('abort', abort)
    },
  }
}
