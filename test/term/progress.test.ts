/** How far a download has come can be asked at any moment. @module */

import { expect, it } from 'vitest'
import { remoteTerm, supervise } from '../../src/index.ts'
import type { Keeper } from '../../src/term/keeper.ts'
import { progressOf } from '../../src/term/progress.ts'
import { keeperOf } from '../../src/tree/index.ts'
import { deferred } from '../support/deferred.ts'
import { noJitter } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

it('tells what has come of what was announced, since when, and nothing between attempts', async () => {
  const rest = deferred()
  async function* body() {
    yield new Uint8Array(30)
    await rest.promise
    yield new Uint8Array(70)
  }
  const fetcher = scripted(() => ({ changed: true, version: 'v1', size: 100, open: body }))
  const term = remoteTerm({ name: 'prices', fetcher })
  const time = simulatedTime()
  const began = time.clock.now()
  const started = supervise({ term }, { clock: time.clock, random: noJitter, observers: [] })
  await time.advance(2_000)
  const keeper = keeperOf(term) as Keeper
  expect(progressOf(keeper)).toEqual({
    trigger: 'start',
    startedAt: began,
    sinceAt: began,
    source: 'scripted',
    received: 30,
    expected: 100,
  })
  rest.resolve()
  const tree = await started
  expect([progressOf(keeper), term.get().byteLength]).toEqual([undefined, 100])
  await tree.stop()
})
