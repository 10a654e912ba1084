/** The alerts and the dashboard go by what the real exporter exposes, and are what was written of the names of the metrics. @module */

import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { expect, test } from 'vitest'
import { alertFiles } from '../../scripts/alerts/files.mjs'
import { prometheusNames } from '../../scripts/alerts/names.mjs'
import { COMMANDS } from '../../src/cli/commands.ts'
import { ATTRIBUTES, METRICS } from '../../src/observe/otel/metric-names.ts'
import { otel } from '../../src/observe/otel.ts'
import { read } from '../house/sources.ts'
import { samples, tree } from '../support/scripted-events.ts'

const files: Readonly<Record<string, string>> = alertFiles({ METRICS, ATTRIBUTES })
const { series, labels } = prometheusNames({ METRICS, ATTRIBUTES })
const RULES = files['deploy/prometheus/everterm.rules.yml'] ?? ''
const BOARD = files['deploy/grafana/everterm.json'] ?? ''
const GUIDE = files['docs/alerts.md'] ?? ''

/** All that a tree of which everything was heard exposes. */
async function exposed(): Promise<string> {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const meterProvider = new MeterProvider({ readers: [exporter] })
  const observer = otel({ meterProvider })
  const stop = observer.watch?.(tree)
  for (const event of Object.values(samples)) observer.hear?.(event)
  const { resourceMetrics } = await exporter.collect()
  if (typeof stop === 'function') await stop()
  await meterProvider.shutdown()
  return new PrometheusSerializer().serialize(resourceMetrics)
}

const wordsOf = (text: string): string[] => text.match(/\beverterm_\w+/g) ?? []

test.each(Object.keys(files))('%s is what `npm run alerts` writes', (path) => {
  expect(read(path)).toBe(files[path])
})

test('each name that is asked for is one that the exporter exposes', async () => {
  const text = await exposed()
  const known = new Set(wordsOf(text))
  const asked = new Set([...wordsOf(RULES), ...wordsOf(BOARD)])
  expect(asked.size).toBeGreaterThan(20)
  // A key that is none.
  expect(`${RULES}${BOARD}`).not.toContain('undefined')
  expect([...asked].filter((name) => !known.has(name))).toEqual([])
})

test('each metric is exposed under the name that it has here, and told of in an alert or on the dashboard', async () => {
  const text = await exposed()
  const names = Object.values<string>(series)
  expect(names.filter((name) => !text.includes(`\n${name}{`))).toEqual([])
  // Times are on the dashboard as ages, limits beside what they limit; attempts under way end too soon to be seen.
  const unseen = ['lastAttempt', 'lastAnswer', 'confirmed', 'lastUpdate', 'stalenessLimit', 'refreshActive']
  const left = [...unseen, 'deltas']
  const untold = Object.entries<string>(series).filter(([, name]) => !`${RULES}${BOARD}`.includes(name))
  expect(untold.map(([key]) => key)).toEqual(left)
})

test('an alert told of a command that there is not', () => {
  const asked = new Set([...GUIDE.matchAll(/`everterm ([a-z]+)/g)].map(([, name]) => name))
  expect(asked.size).toBeGreaterThan(2)
  expect([...asked].filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([])
})

test('no alert and no panel goes by the version of everterm', () => {
  expect(`${RULES}${BOARD}`).not.toContain('otel_scope')
  // Whatever isn't aggregated has the labels of the scope, by which an update would begin it anew.
  const expressions = [...RULES.matchAll(/^ {8}expr: (.*)$/gm)].map(([, expr = '']) => expr)
  expect(expressions.filter((expr) => !/\bby \(/.test(expr))).toEqual([])
})

test('the panels of the dashboard lie beside each other', () => {
  const { panels } = JSON.parse(BOARD) as {
    panels: { id: number; gridPos: { x: number; y: number; w: number; h: number } }[]
  }
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
})

test('the labels are those of the attributes', () => {
  expect(labels.term).toBe('everterm_term_name')
  expect(labels.errorType).toBe('error_type')
})
