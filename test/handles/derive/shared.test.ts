/** A derived term in another thread: each value arrives there, named as here. @module */

import { expect, it } from 'vitest'
import { derive } from '../../../src/index.ts'
import { parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'
import { readerThread } from '../../support/reader-thread.ts'

it('is shared with a thread', async () => {
  const prices = parent('prices', 'p1')
  const table = derive([prices.term], (prices) => new Map([[prices, 1]]))
  const { time } = await grow({ table, prices: prices.term })
  const thread = readerThread()
  const unshare = table.shareWith(thread.worker)
  expect(await thread.run(async ({ term }) => term('table').ready())).toEqual(new Map([['p1', 1]]))
  await prices.publish('p2')
  await time.advance(0)
  const { version } = table.snapshot()
  expect(await thread.run(({ version }, wanted: string) => version(wanted, 'table'), version ?? '')).toEqual(
    new Map([['p2', 1]]),
  )
  unshare()
})
