/** Follows what changes often, at most every so many ms: for whoever is read to aloud. @module */

import { effect, type ReadonlySignal, signal } from '@preact/signals'

export interface Seldom<T> {
  readonly value: ReadonlySignal<T>
  stop(): void
}

/** What changes and changes back within that time was never so. */
export function seldom<T>(source: ReadonlySignal<T>, ms: number): Seldom<T> {
  const value = signal(source.peek())
  let changedAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const change = (): void => {
    changedAt = performance.now()
    value.value = source.peek()
  }
  const stopFollowing = effect(() => {
    const isOther = source.value !== value.peek()
    clearTimeout(timer)
    if (isOther) timer = setTimeout(change, Math.max(0, changedAt + ms - performance.now()))
  })
  return {
    value,
    stop() {
      stopFollowing()
      clearTimeout(timer)
    },
  }
}
