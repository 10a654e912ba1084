/** Who listens to which topic, over one connection that comes and goes. @module */

import type { HeardHint } from '../control.ts'

export interface Audience {
  /** @returns what ends it */
  add(topic: string, heard: HeardHint): () => void
  /** Tells all who listen to the topic, or to any, and which key was written. */
  tell(topic?: string, key?: string): void
  topics(): readonly string[]
  clear(): void
}

export interface AudienceHooks {
  /** Somebody listens to a topic; `isFirst` where nobody did before. */
  readonly joined: (topic: string, isFirst: boolean, heard: HeardHint) => void
  /** Nobody listens to it any more. */
  readonly left: (topic: string) => void
}

export function audience({ joined, left }: AudienceHooks): Audience {
  const listeners = new Map<string, Set<HeardHint>>()
  return {
    add(topic, heard) {
      // The same function may listen twice.
      const own: HeardHint = (key) => heard(key)
      const others = listeners.get(topic)
      listeners.set(topic, (others ?? new Set()).add(own))
      const isThere = () => listeners.get(topic)?.has(own) === true
      joined(topic, others === undefined, () => {
        if (isThere()) own()
      })
      return () => {
        if (!isThere()) return
        const remaining = listeners.get(topic)
        remaining?.delete(own)
        if (remaining?.size !== 0) return
        listeners.delete(topic)
        left(topic)
      }
    },
    tell(topic, key) {
      const told = topic === undefined ? [...listeners.values()] : [listeners.get(topic) ?? []]
      for (const heard of told.flatMap((some) => [...some])) heard(key)
    },
    topics: () => [...listeners.keys()],
    clear: () => listeners.clear(),
  }
}
