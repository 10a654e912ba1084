/** A wrong argument of an observer is told at once, by function, option and value. @module */

import { expect, it } from 'vitest'
import { statelyInspector } from '../../src/observe/inspector.ts'
import { log } from '../../src/observe/log.ts'
import { otel } from '../../src/observe/otel.ts'

it.each([
  ['console', console],
  ['options of pino', { level: 'info' }],
  ['null', null],
  ['a level', 'info'],
])('log refuses %s', (_, logger) => {
  const make = () => log(logger as never)
  expect(make).toThrow(TypeError)
  expect(make).toThrow('log: expected `logger` to be a pino-shaped logger')
  expect(make).toThrow('`log()` makes one')
})

it.each([
  [{ infoMetrics: false }, 'made of tracerProvider, meterProvider, infoMetric', 'did you mean `infoMetric`?'],
  [{ tracerProvider: {} }, '`tracerProvider` to be a provider of OpenTelemetry (with `getTracer`)', 'object'],
  [{ meterProvider: 'x' }, '`meterProvider` to be a provider of OpenTelemetry (with `getMeter`)', '`x`'],
  [{ infoMetric: 'no' }, '`infoMetric` to be a boolean', '`no` (string)'],
  ['x', '`options` to be an object', '`x` (string)'],
  [null, '`options` to be an object', '`null` (object)'],
])('otel refuses %o', (options, expected, told) => {
  const make = () => otel(options as never)
  expect(make).toThrow(TypeError)
  expect(make).toThrow(`otel: expected `)
  expect(make).toThrow(expected)
  expect(make).toThrow(told)
})

it.each([
  [{ adaptor: {} }, '`options` to be made of adapter, url', 'did you mean `adapter`?'],
  [{ adapter: {} }, '`adapter` to be an object with a `send` function', 'object'],
  [{ adapter: { send() {}, stop: 1 } }, '`adapter.stop` to be a function', '`1` (number)'],
  ['ws://127.0.0.1', '`options` to be an object', 'a URL'],
  [{ url: 7 }, '`url` to be a ws: URL on loopback', '`7` (number)'],
])('statelyInspector refuses %o', async (options, expected, told) => {
  const error = await statelyInspector(options as never).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toContain(`statelyInspector: expected ${expected}`)
  expect(error.message).toContain(told)
})
