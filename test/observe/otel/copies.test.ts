/** The warning about a second copy of the OpenTelemetry API. @module */

import { metrics } from '@opentelemetry/api'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tree } from '../../support/scripted-events.ts'
import { memoryMetrics, memorySpans } from '../../support/telemetry.ts'

const REGISTRY = Symbol.for('opentelemetry.js.api.1')
const registry = globalThis as { [REGISTRY]?: object }

const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})

/** Leaves behind what another copy, newer or older than ours, does when an application registers its SDK with it. */
const registerWith = (version: string) => {
  registry[REGISTRY] = { version, metrics: { getMeter: () => {} }, trace: { getTracer: () => {} } }
}

beforeEach(() => {
  vi.resetModules()
  warn.mockClear()
})
afterEach(() => {
  delete registry[REGISTRY]
})

const watch = async (options = {}) => {
  const { otel } = await import('../../../src/observe/otel.ts')
  otel(options).watch?.(tree)
  return otel
}

test('warns once when the registered providers are invisible', async () => {
  registerWith('0.9.0')
  const otel = await watch()
  otel().watch?.(tree)
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('0.9.0'), {
    type: 'EvertermWarning',
    code: 'EVERTERM_OTEL_COPIES',
  })
})

test.each([
  ['spans', { metrics: undefined, version: '0.9.0' }, '0.9.0'],
  ['metrics', { trace: undefined, version: '0.9.0' }, '0.9.0'],
  ['both, of a copy that tells no version', { version: undefined }, 'unknown'],
])('warns when the provider is invisible of %s', async (_, changes, version) => {
  registerWith('1.0.0')
  registry[REGISTRY] = { ...registry[REGISTRY], ...changes }
  await watch()
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(`registered with ${version}:`), expect.anything())
})

test('warns when only one of the providers is passed', async () => {
  registerWith('0.9.0')
  await using numbers = memoryMetrics()
  await watch({ meterProvider: numbers.meterProvider })
  expect(warn).toHaveBeenCalledTimes(1)
})

test('is silent when nothing is registered', async () => {
  await watch()
  expect(warn).not.toHaveBeenCalled()
})

test('is silent when the registered provider can be seen', async () => {
  await using memory = memoryMetrics()
  metrics.setGlobalMeterProvider(memory.meterProvider)
  await watch()
  expect(warn).not.toHaveBeenCalled()
  expect((await memory.collect()).get('everterm.term.ready')?.dataPoints).toHaveLength(1)
})

test('is silent when the providers are passed', async () => {
  registerWith('0.9.0')
  await using numbers = memoryMetrics()
  await using spans = memorySpans()
  await watch({ meterProvider: numbers.meterProvider, tracerProvider: spans.tracerProvider })
  expect(warn).not.toHaveBeenCalled()
})
