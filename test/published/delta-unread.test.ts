/** Deltas where there is nothing to read them with: the payload is downloaded whole, and it is said what to install. @module */

import '../support/unread-deltas.ts'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { published } from '../../src/published.ts'
import { hearDeltas } from '../support/delta-messages.ts'
import { patch, rowsWith } from '../support/deltas.ts'
import { bodyOf, fetchContext } from '../support/fetch-context.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { objectsOf, publishInto } from '../support/publications.ts'

it('a Node.js that has neither zstd nor the peer says so each time, and downloaded a delta to learn it', async () => {
  const [store, host] = [await folderOfTest(), await folderOfTest()]
  const { told, end } = hearDeltas()
  onTestFinished(end)
  const fetcher = published(pathToFileURL(store), { term: 'prices', folder: host })
  onTestFinished(() => fetcher.close?.())
  const [before, after] = [rowsWith(-1), rowsWith(777)]
  await publishInto(store, objectsOf(1, before))
  await bodyOf(await fetcher.probe(undefined, fetchContext()))
  const delta = patch(before, after)
  const [from, to, size] = [sha256(before), sha256(after), delta.byteLength]
  const deltas = [{ from, format: 'zstd', sha256: sha256(delta), size, windowLog: 20 }] as const
  const objects = objectsOf(2, after, { manifest: { deltas } })
  // Nobody asks for the delta itself.
  await publishInto(store, objects)
  const take = async () => {
    await rm(join(host, 'objects', to), { force: true })
    const body = await bodyOf(await fetcher.probe(undefined, fetchContext()))
    expect(Buffer.compare(body, after)).toBe(0)
  }
  await take()
  await take()
  const message = expect.stringContaining('`npm install @bokuweb/zstd-wasm`')
  const said = { term: 'prices', from, to, size, error: { code: 'ERR_TERM_ENCODING', message } }
  expect(told).toMatchObject([said, said])
})
