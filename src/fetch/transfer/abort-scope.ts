/** A signal that several sides can abort, for the time of an attempt or of a part of it; it leaves no listener behind. @module */

import type { Stage } from '../../base/errors.ts'
import { guardedAlike, onAbort } from '../../base/guarded-signal.ts'
import { abortError } from '../../base/until-aborted.ts'

export interface AbortScope {
  /** Aborted when any of the followed signals is, or by `abort`. */
  readonly signal: AbortSignal
  abort(reason: unknown): void
  follow(signal: AbortSignal): void
  /** Stops following. */
  end(): void
}

export function abortScope(signal: AbortSignal): AbortScope {
  const controller = guardedAlike(signal)
  const endings: (() => void)[] = []
  const scope: AbortScope = {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    follow(other) {
      const abort = () => controller.abort(other.reason)
      if (other.aborted) return abort()
      endings.push(onAbort(other, abort))
    },
    end() {
      for (const end of endings.splice(0)) end()
    },
  }
  scope.follow(signal)
  return scope
}

/** Does work in a scope of its own, which lives on if that succeeds. @throws why the scope was aborted, if it was */
export async function inAbortScope<T>(
  signal: AbortSignal,
  stage: Stage,
  work: (scope: AbortScope) => Promise<T>,
): Promise<T> {
  const scope = abortScope(signal)
  try {
    return await work(scope)
  } catch (error) {
    scope.end()
    throw scope.signal.aborted ? abortError(scope.signal, stage) : error
  }
}
