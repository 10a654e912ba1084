/** Lists the listeners that are compared: what `supervise` is given, and what has to be done between refreshes. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { CHANNELS, channels } from 'everterm/channels'
import { otel } from 'everterm/otel'
import { log } from 'everterm/pino'
import { pino } from 'pino'

const nothing = () => {}
const hearing = (...observers) => ({ options: { observers }, between: nothing })
const still = { name: 'still', hear: nothing }

function subscribed() {
  for (const channel of Object.values(CHANNELS)) diagnostics_channel.subscribe(channel, nothing)
  return hearing(channels())
}

const logging = (level) => hearing(log(pino({ level }, pino.destination('/dev/null'))))

/** Keeps spans in memory, and drops them now and then, as an exporter does that sends them. */
function inMemory() {
  const spans = new InMemorySpanExporter()
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const observer = otel({
    tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
    meterProvider: new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })],
    }),
  })
  return { options: { observers: [observer] }, between: () => spans.reset() }
}

function all() {
  const { options, between } = inMemory()
  const observers = [still, subscribed(), logging('trace')].flatMap((one) => one.options?.observers ?? one)
  return { options: { observers: [...observers, ...options.observers], inspect: nothing }, between }
}

const LISTENING = {
  none: () => hearing(),
  observer: () => hearing(still),
  inspect: () => ({ options: { inspect: nothing }, between: nothing }),
  channels: () => hearing(channels()),
  subscribed,
  info: () => logging('info'),
  trace: () => logging('trace'),
  otel: inMemory,
  all,
}

export const listenersOf = (name) => LISTENING[name]()
