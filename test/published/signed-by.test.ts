/** Who has signed a publication is known of its manifest, which leads to the bytes. @module */

import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import type { Fetcher } from '../../src/index.ts'
import { firstOf, json, minisign, remoteTerm, supervise } from '../../src/index.ts'
import { published } from '../../src/published.ts'
import { folderOfTest } from '../support/keepsakes.ts'
import { minisignSigner, type Signer } from '../support/minisign-signer.ts'
import { objectsOf, publishInto } from '../support/publications.ts'

const publish = (store: string, seq: number, by?: Signer, payload = '{"EUR":1}') =>
  publishInto(
    store,
    objectsOf(seq, Buffer.from(payload), { ...(by && { signer: by }), comment: `version=${seq}` }),
  )

const pricesOf = (fetcher: Fetcher, dir?: string) =>
  remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: json<{ EUR: number }>,
    refreshInterval: null,
    ...(dir !== undefined && { keepsake: { dir } }),
  })

it('who has signed a publication was unknown to the status: it is the key of the manifest, also after a start from disk', async () => {
  const [store, dir] = [await folderOfTest(), await folderOfTest()]
  const [old, next] = [minisignSigner(), minisignSigner()]
  const verify = minisign([old.publicKey, next.publicKey])
  const fetcher = () => published(pathToFileURL(store), { verify })
  await publish(store, 1, old)
  const prices = pricesOf(fetcher(), dir)
  const tree = await supervise({ prices })
  expect(prices.status().signedBy).toBe(old.id)
  // The same bytes, whose manifest another key has signed.
  await publish(store, 2, next)
  await prices.refresh()
  expect(prices.status().signedBy).toBe(next.id)
  await tree.stop()

  const kept = pricesOf(fetcher(), dir)
  await using _tree = await supervise({ prices: kept })
  expect(kept.status().signedBy).toBe(next.id)
})

it('of several origins the one that verifies says it; where nobody is asked, nobody is named', async () => {
  const store = await folderOfTest()
  const key = minisignSigner()
  await publish(store, 1, key)
  const place = pathToFileURL(store)
  const unasked = pricesOf(published(place))
  const asked = pricesOf(firstOf([published(place, { verify: minisign(key.publicKey) }), published(place)]))
  await using _one = await supervise({ unasked })
  await using _other = await supervise({ asked })
  expect(unasked.status().signedBy).toBeUndefined()
  expect(asked.status().signedBy).toBe(key.id)
})

it('a fetcher that fails to say who has signed its value delivers it all the same', async () => {
  const odd = (signedBy: () => string): Fetcher => ({
    name: 'odd',
    probe: async () => ({ changed: true, known: { at: 1 }, open: async () => Buffer.from('{"EUR":1}') }),
    signedBy,
  })
  const thrower = pricesOf(
    odd(() => {
      throw new Error('no idea')
    }),
  )
  await using _tree = await supervise({ thrower })
  expect(thrower.get()).toEqual({ EUR: 1 })
  expect(thrower.status().signedBy).toBeUndefined()
})
