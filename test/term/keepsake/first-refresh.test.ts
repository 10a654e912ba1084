/** A refresh during the first attempt of a start that a keepsake has given a value: it tells what that attempt has found. @module */

import { expect, it } from 'vitest'
import { type Fetcher, remoteTerm, supervise } from '../../../src/index.ts'
import { deferred } from '../../support/deferred.ts'
import { keptFolder } from '../../support/kept-terms.ts'
import { scripted, text, versionOf } from '../../support/scripted-fetcher.ts'

it.each(['v1', 'v2'])('of an origin that has %s', async (version) => {
  const keepsake = { dir: await keptFolder() }
  const termOf = (fetcher: Fetcher) =>
    remoteTerm({ name: 'prices', fetcher, deserialize: text, refreshInterval: null })
  const first = await supervise({ prices: termOf(scripted('v1')) }, { keepsake })
  await first.stop()

  const answer = deferred()
  const fetcher = scripted(async (known) => {
    await answer.promise
    return versionOf(version, known)
  })
  const prices = termOf(fetcher)
  await using _second = await supervise({ prices }, { keepsake })
  expect(prices.get()).toBe('v1')
  const refreshed = prices.refresh()
  answer.resolve()
  expect(await refreshed).toBe(version === 'v1' ? 'unchanged' : 'updated')
  expect(prices.get()).toBe(version)
  expect(fetcher.asked).toHaveLength(1)
})
