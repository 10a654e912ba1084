/** Collects as text all that the world outside can hear of a tree, through every listener there is. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { type Observer, type SuperviseOptions, TermError } from '../../src/index.ts'
import { CHANNELS, channels } from '../../src/observe/channels.ts'
import { statelyInspector } from '../../src/observe/inspector.ts'
import { log } from '../../src/observe/log.ts'
import { otel } from '../../src/observe/otel.ts'
import { memoryMetrics, memorySpans } from './telemetry.ts'

export interface Overheard {
  readonly options: SuperviseOptions & {
    readonly observers: readonly Observer[]
    readonly inspect: (event: InspectionEvent) => void
  }
  /** All that was heard, by the listener that heard it. */
  all(): Promise<Readonly<Record<string, string>>>
}

export async function overhear(): Promise<Overheard> {
  const heard: Record<string, string[]> = { log: [], channels: [], inspect: [], stately: [], events: [] }
  const note = (who: string, what: unknown) =>
    heard[who]?.push(typeof what === 'string' ? what : JSON.stringify(what))

  for (const name of Object.values(CHANNELS)) {
    const listener = (message: unknown) => note('channels', message)
    diagnostics_channel.subscribe(name, listener)
    onTestFinished(() => void diagnostics_channel.unsubscribe(name, listener))
  }
  const logger = pino({ level: 'trace' }, { write: (line) => note('log', line) })
  const spans = memorySpans()
  const metrics = memoryMetrics()
  const stately = await statelyInspector({ adapter: { send: (event) => note('stately', event) } })
  onTestFinished(async () => {
    stately.stop()
    await spans[Symbol.asyncDispose]()
    await metrics[Symbol.asyncDispose]()
  })

  const messages: Observer = {
    name: 'messages',
    hear(event) {
      note('events', event)
      if ('error' in event && event.error instanceof TermError) note('events', event.error.message)
    },
  }
  const { tracerProvider } = spans
  const { meterProvider } = metrics
  return {
    options: {
      observers: [log(logger), channels(), otel({ tracerProvider, meterProvider }), messages],
      inspect(event) {
        note('inspect', event)
        stately.next(event)
      },
    },
    async all() {
      const told = spans.ended().map(({ name, attributes, events, status }) => ({
        ...{ name, attributes, events, status },
      }))
      const measured = [...(await metrics.collect()).values()]
      const texts = Object.entries(heard).map(([who, lines]) => [who, lines.join('\n')])
      return { ...Object.fromEntries(texts), spans: JSON.stringify(told), metrics: JSON.stringify(measured) }
    },
  }
}
