/** The page about telemetry names all that there is. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TermError, type TermErrorCode } from '../../src/base/errors.ts'
import { CHANNELS } from '../../src/observe/channels.ts'
import { errorTypeOf } from '../../src/observe/error-type.ts'
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

test('every error type is named', () => {
  const source = readFileSync(new URL('../../src/base/errors.ts', import.meta.url), 'utf8')
  const codes = [...new Set(source.match(/ERR_TERM_[A-Z_]+/g))] as TermErrorCode[]
  expect(codes.length).toBeGreaterThan(20)
  for (const code of codes) expect(page).toContain(`\`${errorTypeOf(new TermError(code, ''))}\``)
})
