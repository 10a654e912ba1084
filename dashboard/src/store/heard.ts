/** What happened in the process, as far as the page remembers. @module */

import { signal } from '@preact/signals'
import type { HeardEvent } from '../../../src/serve/api/messages.ts'

/** A page that stays open for weeks must not grow. */
const MOST = 1000

/** The newest first. */
export const heard = signal<readonly HeardEvent[]>([])

/** The id of the last event, by which a stream goes on where it broke off. */
export let lastHeard = 0

export function takeHeard(events: readonly HeardEvent[]): void {
  const fresh = events.filter(({ id }) => id > lastHeard)
  if (fresh.length === 0) return
  lastHeard = fresh.reduce((most, { id }) => Math.max(most, id), lastHeard)
  heard.value = [...fresh.toReversed(), ...heard.peek()].slice(0, MOST)
}

/** For another process, whose events are counted anew. */
export function forgetHeard(): void {
  lastHeard = 0
  heard.value = []
}
