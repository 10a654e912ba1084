/** The page about telemetry names all that there is. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/base/error-codes.ts'
import { CHANNELS } from '../../src/observe/channels.ts'
import { LINES } from '../../src/observe/log-lines.ts'
import { ATTRIBUTES, METRICS, type MetricKind } from '../../src/observe/otel/metric-names.ts'

const page = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('|'))
const row = (name: string) => rows.filter((line) => line.startsWith(`| \`${name}\` |`))

const KINDS: Record<MetricKind, string> = {
  histogram: 'histogram',
  counter: 'counter',
  'up-down': 'up-down',
  'observed-gauge': 'gauge',
  'observed-up-down': 'up-down',
}

test('every metric has its row, with its type and its unit', () => {
  for (const { name, kind, unit } of Object.values(METRICS)) {
    expect(row(name), name).toEqual([expect.stringContaining(`| ${KINDS[kind]} | ${unit} |`)])
  }
})

test('every event has its row, with its level', () => {
  for (const [type, [level]] of Object.entries(LINES)) {
    expect(row(type), type).toEqual([
      expect.stringContaining(`| ${typeof level === 'string' ? level : 'warn;'}`),
    ])
  }
})

test('every attribute and every channel is named', () => {
  for (const name of [...Object.values(ATTRIBUTES), ...Object.values(CHANNELS)]) {
    expect(page).toContain(`\`${name}\``)
  }
})

test('the error types are those of the codes, and one for all else', () => {
  const [, told = ''] = /^One closed set in logs, spans and metrics: ([\s\S]*?)\n\n/m.exec(page) ?? []
  const named = [...told.matchAll(/`([^`]+)`/g)].map(([, type]) => type)
  const types = Object.values(ERROR_CODES).map(({ type }) => type)
  expect(new Set(named)).toEqual(new Set([...types, 'http_<status>', '_OTHER', 'TermError']))
})
