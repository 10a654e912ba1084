/** What others say on the channel of a thread ends no process and no thread. @module */

import { expect, it } from 'vitest'
import { termOf } from '../../src/testing/term-of.ts'
import { readerThread } from '../support/reader-thread.ts'

const RUBBISH = [
  null,
  undefined,
  5,
  'text',
  {},
  { type: 'value' },
  { term: 'prices' },
  { type: 'value', term: 'prices' },
  { type: 'facts', term: 'nothing' },
  { type: 'none', term: 'prices' },
  { type: 'refused', term: 'prices' },
  { type: 'failed', term: 'nothing', error: null },
]

it('what is no message of ours is passed over, here and in the thread', async () => {
  const prices = termOf(1, { name: 'prices' })
  const thread = readerThread()
  prices.shareWith(thread.worker)
  await thread.run(
    async ({ term, kept }, { rubbish, threadId }) => {
      await term().ready()
      const channel = new BroadcastChannel(`everterm/1/thread/${threadId}`)
      for (const message of rubbish) channel.postMessage(message)
      kept.close = () => channel.close()
    },
    { rubbish: RUBBISH, threadId: thread.worker.threadId },
  )
  prices.set(2)
  expect(await thread.run(({ version }) => version('v2'))).toBe(2)
  prices.set(3)
  expect(await thread.run(({ version }) => version('v3'))).toBe(3)
  await thread.run(({ kept }) => (kept.close as () => void)())
})
