/** Measures what a transition costs with nobody listening, with each listener alone, and with all of them. @module */

import { inRounds } from './support/in-rounds.mjs'
import { settingsOf } from './support/settings.mjs'
import { figures, measures, median, ratios } from './support/statistics.mjs'

const FULL = { rounds: 7, refreshes: 6_000 }
const QUICK = { rounds: 1, refreshes: 500 }

const LISTENERS = {
  none: 'nobody',
  observer: 'an observer that does nothing',
  inspect: 'an `inspect` that does nothing',
  channels: '`everterm/channels`, nobody subscribed',
  subscribed: '`everterm/channels`, all subscribed',
  info: '`everterm/pino` from `info`, to /dev/null',
  trace: '`everterm/pino` from `trace`, to /dev/null',
  otel: '`everterm/otel`, SDK in memory',
  all: 'observer, inspect, channels, pino from `trace`, otel',
}

export async function measure(options) {
  const { node } = options
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { refreshes } = settings
  const jobs = Object.keys(LISTENERS).map((listener) => [listener, { listener, refreshes }])
  return { settings, ...(await inRounds('listeners', jobs, settings.rounds, { node })) }
}

export function report({ settings: { rounds, refreshes }, results }) {
  const micros = (listener) => measures(results, listener, 'cpuUs')
  const costs = (listener) => micros(listener).map((us, round) => us - micros('none')[round])

  return {
    title: `A transition: ${rounds} rounds of ${refreshes} refreshes, each a new value in five transitions`,
    tables: [
      Object.entries(LISTENERS).map(([listener, name]) => ({
        'who listens': name,
        'CPU, µs per transition': figures(micros(listener), 1),
        'above nobody, µs': median(costs(listener)).toFixed(1),
        'times nobody': median(ratios(micros(listener), micros('none'))).toFixed(2),
      })),
    ],
  }
}
