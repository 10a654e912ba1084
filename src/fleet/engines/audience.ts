/** Who listens to which topic, over one connection that comes and goes. @module */

type Heard = () => void

export interface Audience {
  /** @returns what ends it */
  add(topic: string, heard: Heard): () => void
  /** Tells all who listen to the topic, or to any. */
  tell(topic?: string): void
  topics(): readonly string[]
  clear(): void
}

export interface AudienceHooks {
  /** Somebody listens to a topic; `isFirst` where nobody did before. */
  readonly joined: (topic: string, isFirst: boolean, heard: Heard) => void
  /** Nobody listens to it any more. */
  readonly left: (topic: string) => void
}

export function audience({ joined, left }: AudienceHooks): Audience {
  const listeners = new Map<string, Set<Heard>>()
  return {
    add(topic, heard) {
      // The same function may listen twice.
      const own = () => heard()
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
    tell(topic) {
      const told = topic === undefined ? [...listeners.values()] : [listeners.get(topic) ?? []]
      for (const heard of told.flatMap((some) => [...some])) heard()
    },
    topics: () => [...listeners.keys()],
    clear: () => listeners.clear(),
  }
}
