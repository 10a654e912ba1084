/** An observer that keeps what it hears, for tests. @module */

import { didYouMean } from '../base/did-you-mean.ts'
import { unexpected } from '../base/unexpected.ts'
import type { TermEvent } from '../events/events.ts'
import type { Observer } from '../events/observer.ts'
import { LINES } from '../observe/log-lines.ts'

/** The events of one type. */
export type Heard<Type extends TermEvent['type']> = Extract<TermEvent, { readonly type: Type }>

export interface Recording {
  readonly observer: Observer
  /** All events so far, the first one first. */
  readonly events: readonly TermEvent[]
  /** Those of one type, of one term if it is named. */
  heard<Type extends TermEvent['type']>(type: Type, term?: string): readonly Heard<Type>[]
  /**
   * The next event of a type from now on. It waits for what really takes time, such as a fetcher with a socket; simulated
   * time doesn't pass meanwhile.
   */
  next<Type extends TermEvent['type']>(type: Type, term?: string): Promise<Heard<Type>>
}

export function recording(): Recording {
  const events: TermEvent[] = []
  const waiting = new Set<(event: TermEvent) => void>()
  const isWanted = <Type extends TermEvent['type']>(
    event: TermEvent,
    type: Type,
    term: string | undefined,
  ): event is Heard<Type> =>
    event.type === type && (term === undefined || ('term' in event && event.term === term))

  return {
    observer: {
      name: 'the test',
      hear(event) {
        events.push(event)
        for (const look of [...waiting]) look(event)
      },
    },
    events,
    heard<Type extends TermEvent['type']>(type: Type, term?: string) {
      checkType('heard', type)
      return events.filter((event): event is Heard<Type> => isWanted(event, type, term))
    },
    next<Type extends TermEvent['type']>(type: Type, term?: string) {
      checkType('next', type)
      return new Promise<Heard<Type>>((resolve) => {
        const look = (event: TermEvent) => {
          if (!isWanted(event, type, term)) return
          waiting.delete(look)
          resolve(event)
        }
        waiting.add(look)
      })
    },
  }
}

/** What never happens would be waited for without end, and counted as if it hadn't happened. */
function checkType(method: 'heard' | 'next', type: unknown): void {
  if (typeof type === 'string' && Object.hasOwn(LINES, type)) return
  throw unexpected(
    'createTestSupervisor',
    method,
    'a type of events',
    type,
    didYouMean(type, Object.keys(LINES)),
  )
}
