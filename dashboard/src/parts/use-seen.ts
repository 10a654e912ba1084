/** Whether an element is in view: what nobody sees need not be written. @module */

import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** What is about to come into view is written as well, so that nobody sees it empty. */
const MARGIN = '240px'

const watched = new WeakMap<Element, Signal<boolean>>()
let eye: IntersectionObserver | undefined

function theEye(): IntersectionObserver {
  // A box that scrolls by itself has a margin of its own, which the types don't know yet.
  const options: IntersectionObserverInit & { scrollMargin: string } = {
    rootMargin: MARGIN,
    scrollMargin: MARGIN,
  }
  eye ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const seen = watched.get(target)
      if (seen !== undefined) seen.value = isIntersecting
    }
  }, options)
  return eye
}

/** `early` says what it is taken for until the browser has looked. */
export function useSeen<E extends Element>(
  early: boolean,
): { ref: RefObject<E | null>; seen: Signal<boolean> } {
  const ref = useRef<E>(null)
  const seen = useSignal(early)
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    watched.set(element, seen)
    theEye().observe(element)
    return () => theEye().unobserve(element)
  }, [seen])
  return { ref, seen }
}
