/** An observer that remembers all that it hears, and on which a test can wait. @module */

import type { Observer, TermEvent } from '../../src/index.ts'

type OfType<Type extends TermEvent['type']> = Extract<TermEvent, { type: Type }>

/** The end of an attempt. */
export type End = OfType<'refresh.updated' | 'refresh.unchanged' | 'refresh.failed' | 'refresh.cancelled'>

export interface Hearing extends Observer {
  readonly events: readonly TermEvent[]
  of<Type extends TermEvent['type']>(type: Type): OfType<Type>[]
  /** How each attempt has ended so far: `updated` and the like, or the code of a failure. */
  outcomes(): string[]
  /** The first event from now on that is wanted. */
  next<Wanted extends TermEvent>(isWanted: (event: TermEvent) => event is Wanted): Promise<Wanted>
  next(isWanted: (event: TermEvent) => boolean): Promise<TermEvent>
  /** The end of the attempt that ends next. */
  end(): Promise<End>
  /** The end of the first attempt, which may be over already. */
  firstEnd(): Promise<End>
  /** Resolves when the machine next comes to this state. */
  state(to: string): Promise<unknown>
}

export const isEnd = (event: TermEvent): event is End => 'outcome' in event

export function hearing(): Hearing {
  const events: TermEvent[] = []
  const waiting = new Set<(event: TermEvent) => void>()

  const next = (isWanted: (event: TermEvent) => boolean) =>
    new Promise<never>((resolve) => {
      const look = (event: TermEvent) => {
        if (!isWanted(event)) return
        waiting.delete(look)
        resolve(event as never)
      }
      waiting.add(look)
    })

  return {
    name: 'hearing',
    events,
    hear(event) {
      events.push(event)
      for (const look of waiting) look(event)
    },
    of: (type) => events.filter((event) => event.type === type) as never,
    outcomes: () =>
      events.filter(isEnd).map((event) => (event.outcome === 'failed' ? event.code : event.outcome)),
    next,
    end: () => next(isEnd),
    firstEnd: async () => events.find(isEnd) ?? next(isEnd),
    state: (to) => next((event) => event.type === 'term.transition' && event.to === to),
  }
}
