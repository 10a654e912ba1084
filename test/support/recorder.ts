/** An observer that writes down what it hears. @module */

import type { Observer, TermEvent } from '../../src/index.ts'

type EventOf<Type extends TermEvent['type']> = Extract<TermEvent, { type: Type }>

export interface Recorder extends Observer {
  readonly events: readonly TermEvent[]
  all<Type extends TermEvent['type']>(type: Type): EventOf<Type>[]
}

export function recorder(): Recorder {
  const events: TermEvent[] = []
  return {
    name: 'recorder',
    events,
    hear: (event) => void events.push(event),
    all: <Type extends TermEvent['type']>(type: Type) =>
      events.filter((event): event is EventOf<Type> => event.type === type),
  }
}
