/** A wait leaves nothing behind where it waited, however it ends. @module */

import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import { called, type Waiting } from '../../src/term/wait.ts'
import { countedClock } from '../support/counted-clock.ts'
import { outcome } from '../support/grown.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const tell = (waiting: Waiting, error?: TermError) => {
  for (const done of waiting) done(error)
}

interface Ends {
  readonly waiting: Waiting
  readonly time: ReturnType<typeof simulatedTime>
  readonly controller: AbortController
}

it.each<[string, (ends: Ends) => unknown, object | undefined]>([
  ['with a value', ({ waiting }) => tell(waiting), undefined],
  [
    'with an error',
    ({ waiting }) => tell(waiting, new TermError('ERR_TERM_STOPPED', 'stopped')),
    { code: 'ERR_TERM_STOPPED' },
  ],
  ['too late', ({ time }) => time.advance(1_000), { code: 'ERR_TERM_TIMEOUT' }],
  ['called off', ({ controller }) => controller.abort(), { code: 'ERR_TERM_ABORTED' }],
])('one that ends %s', async (_, end, expected) => {
  const time = simulatedTime()
  const clock = countedClock(time.clock)
  const [waiting, starting]: [Waiting, Waiting] = [new Set(), new Set()]
  const controller = new AbortController()
  const { signal } = controller
  const wait = called(
    { term: 'prices', waiting, starting, clock, late: () => ({}) },
    { timeoutMs: 1_000, signal },
  )
  const left = () => [waiting.size, starting.size, clock.armed, getEventListeners(signal, 'abort').length]
  expect(left()).toEqual([1, 1, 1, 1])
  const ended = outcome(wait)
  await end({ waiting, time, controller })
  if (expected === undefined) expect(await ended).toBeUndefined()
  else expect(await ended).toMatchObject(expected)
  expect(left()).toEqual([0, 0, 0, 0])
})
