/** What a fetcher is doing is known until it has ended, or has had its time. @module */

import { expect, it } from 'vitest'
import { atRest, beginWork, workOf } from '../../../src/fetch/contract/fetcher-work.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

const fetcher = { name: 'any', probe: async () => ({ changed: false as const }) }

it('an end that is told twice ends nothing that was begun in between', () => {
  const close = beginWork(fetcher, 'close')
  close.end()
  const init = beginWork(fetcher, 'init')
  close.end()
  expect([workOf(fetcher, 'init').has(init), workOf(fetcher, 'close').size]).toEqual([true, 0])
  init.end()
})

it('what waits for another has its own time after that', async () => {
  const time = simulatedTime()
  const init = beginWork(fetcher, 'init')
  const close = beginWork(fetcher, 'close', [init])
  let isOver = false
  void atRest([close], time.clock).then(() => {
    isOver = true
  })
  await time.advance(10_000)
  await time.advance(9_999)
  expect([workOf(fetcher, 'init').size, workOf(fetcher, 'close').size, isOver]).toEqual([0, 1, false])
  await time.advance(1)
  expect([workOf(fetcher, 'close').size, isOver]).toEqual([0, true])
})
