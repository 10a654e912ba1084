/** Hears what is told of deltas. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import { DELTAS, type DeltaMessage } from '../../src/published.ts'

export interface HeardDeltas {
  /** All that was told since. */
  readonly told: DeltaMessage[]
  end(): void
}

export function hearDeltas(): HeardDeltas {
  const told: DeltaMessage[] = []
  const hear = (message: unknown) => void told.push(message as DeltaMessage)
  diagnostics_channel.subscribe(DELTAS, hear)
  return { told, end: () => void diagnostics_channel.unsubscribe(DELTAS, hear) }
}
