/** A wrong argument of the tools for tests is told at once, by function, option and value. @module */

import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { fakeFetcher } from '../../src/testing/fake-fetcher.ts'
import { modelPaths } from '../../src/testing/model-paths.ts'
import { simulatedTime } from '../../src/testing/simulated-time.ts'
import { termOf } from '../../src/testing/term-of.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { createTestSupervisor } from '../../src/testing.ts'

// What is wrong here is wrong for TypeScript, too.
type Loose = (...args: readonly unknown[]) => unknown
const paths = modelPaths as Loose
const suite = testFetcher as Loose
const machine = createMachine({})
const model = { events: () => [], serialize: () => '' }
const harness = { make() {}, publish() {} }

it.each([
  [
    'without arguments',
    () => paths(),
    'modelPaths: expected `machine` to be a machine of xstate, got `undef',
  ],
  ['of what is no machine', () => paths({}, model), 'modelPaths: expected `machine`'],
  [
    'without options',
    () => paths(machine),
    'modelPaths: expected `options` to be an object, got `undefined`',
  ],
  [
    'without events',
    () => paths(machine, {}),
    'modelPaths: expected `events` to be a function, got `undefined`',
  ],
  ['of another option', () => paths(machine, { ...model, event: 1 }), 'did you mean `events`?'],
  ['of a wrong adapt', () => paths(machine, { ...model, adapt: 1 }), 'modelPaths: expected `adapt`'],
  ['of a name that is none', () => (fakeFetcher as Loose)(7), 'fakeFetcher: expected `name` to be text'],
  [
    'of an unknown code',
    () => (fakeFetcher().fail as Loose)('ERR_TERM_TIMEOT'),
    'did you mean `ERR_TERM_TIMEOUT`?',
  ],
  [
    'of a number as a failure',
    () => (fakeFetcher().fail as Loose)(503),
    'fakeFetcher: expected `fail.reason`',
  ],
  [
    'of another option of serve',
    () => (fakeFetcher().serve as Loose)(1, { ver: '1' }),
    'fakeFetcher: expected `serve',
  ],
  [
    'of a wrong version',
    () => (fakeFetcher().serve as Loose)(1, { version: 1 }),
    'fakeFetcher: expected `serve.v',
  ],
  [
    'of a wrong time',
    () => (fakeFetcher().serve as Loose)(1, { freshFor: '1s' }),
    'fakeFetcher: expected `serve.f',
  ],
  [
    'of another option',
    () => (termOf as Loose)(1, { nam: 'x' }),
    'termOf: expected `options` to be made of name, got `nam`',
  ],
  ['of text for options', () => (termOf as Loose)(1, 'x'), 'termOf: expected `options` to be an object'],
  ['of a wrong name', () => (termOf as Loose)(1, { name: 'a b' }), 'termOf: expected `name`'],
  ['without a harness', () => suite(), 'testFetcher: expected `harness` to be an object with `make` and'],
  [
    'of an empty harness',
    () => suite({}, it),
    'testFetcher: expected `harness.make` to be a function, got `undefined`',
  ],
  [
    'of a wrong hook',
    () => suite({ ...harness, hang: 1 }, it),
    'testFetcher: expected `harness.hang` to be a function',
  ],
  ['without a test', () => suite(harness), 'testFetcher: expected `test` to be the `test` of a runner'],
  [
    'of a start',
    () => (simulatedTime as Loose)('x'),
    'simulatedTime: expected `start` to be left out, got `x` (string)',
  ],
])('a call %s is refused', (_, call, message) => {
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
})

describe('a simulated time', () => {
  it('moves by text with a unit as by ms', async () => {
    const { clock, advance } = simulatedTime()
    const start = clock.now()
    await advance('2m')
    await advance(500)
    expect(clock.now() - start).toBe(120_500)
  })

  it('of a tree is told of by its own method, which was called walk', async () => {
    await using test = await createTestSupervisor({ prices: termOf(1, { name: 'prices' }) })
    await expect(test.advance('1 min' as never)).rejects.toThrow(
      'createTestSupervisor: expected `advance` to be a number of ms',
    )
  })

  it.each(['2 minutes', -1, Number.NaN, undefined, null])('refuses to move by %o, and stands', async (by) => {
    const { clock, advance } = simulatedTime()
    const start = clock.now()
    const error = await advance(by as never).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect(error.message).toContain('simulatedTime: expected `advance` to be a number of ms')
    expect(clock.now()).toBe(start)
  })
})

it('a type of events that there is none of is refused, which was waited for without end', async () => {
  await using test = await createTestSupervisor({ prices: termOf(1, { name: 'prices' }) })
  for (const method of ['heard', 'next'] as const)
    expect(() => test[method]('refresh.failled' as never)).toThrow(
      `createTestSupervisor: expected \`${method}\` to be a type of events, got \`refresh.failled\` (string): did you mean \`refresh.failed\`?`,
    )
})
