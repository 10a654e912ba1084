/** A payload is made of the one before where that spares bytes; whatever is wrong with a delta costs a download, and no more. @module */

import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { remoteTerm, supervise } from '../../src/index.ts'
import { type DeltaRef, deltaName, objectName } from '../../src/manifest/index.ts'
import { type DeltaMessage, published } from '../../src/published.ts'
import { hearDeltas } from '../support/delta-messages.ts'
import { patch, rowsWith } from '../support/deltas.ts'
import { bodyOf, fetchContext } from '../support/fetch-context.ts'
import { hearing } from '../support/hearing.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { objectsOf, publishInto } from '../support/publications.ts'

const [OLD, NEW] = [rowsWith(-1), rowsWith(777)]
const WINDOW_LOG = 20

let store: string
let host: string
let told: DeltaMessage[]
beforeEach(async () => {
  store = await folderOfTest()
  host = await folderOfTest()
  const heard = hearDeltas()
  told = heard.told
  return heard.end
})

const refOf = (delta: Buffer, other: Partial<DeltaRef> = {}): DeltaRef => ({
  from: sha256(OLD),
  format: 'zstd',
  sha256: sha256(delta),
  size: delta.byteLength,
  windowLog: WINDOW_LOG,
  ...other,
})

/** Publishes the new payload with a delta, and takes it where the old one is held. */
async function takeWith(delta: Buffer, ref = refOf(delta)): Promise<Uint8Array> {
  const objects = objectsOf(2, NEW, { manifest: { deltas: [ref] } })
  await publishInto(store, [[`prices/${deltaName(sha256(OLD), sha256(NEW))}`, delta], ...objects])
  return take()
}

async function take(): Promise<Uint8Array> {
  const fetcher = published(pathToFileURL(store), { term: 'prices', folder: host })
  const attempt = new AbortController()
  try {
    return await bodyOf(await fetcher.probe(undefined, fetchContext({ signal: attempt.signal })))
  } finally {
    attempt.abort()
    await fetcher.close?.()
  }
}

const hold = async (bytes: Buffer): Promise<void> => {
  await publishInto(store, objectsOf(1, bytes))
  await take()
}

const whole = (bytes: Uint8Array): void => expect(Buffer.from(bytes).equals(NEW)).toBe(true)

describe('a delta', () => {
  it('makes the payload, which is not downloaded', async () => {
    await hold(OLD)
    const delta = patch(OLD, NEW)
    expect(delta.byteLength).toBeLessThan(1000)
    const ref = refOf(delta)
    const objects = objectsOf(2, NEW, { manifest: { deltas: [ref] } })
    await publishInto(store, [[`prices/${deltaName(ref.from, sha256(NEW))}`, delta], ...objects])
    await rm(join(store, 'prices', objectName(sha256(NEW))))
    whole(await take())
    const about = { term: 'prices', from: ref.from, to: sha256(NEW), size: delta.byteLength }
    expect(told).toEqual([{ ...about, of: 'bytes' }])
  })

  it('is not asked for where nobody holds what it changes', async () => {
    whole(await takeWith(patch(OLD, NEW)))
    expect(told).toEqual([])
  })

  it('of another payload costs a download, and says so', async () => {
    await hold(OLD)
    whole(await takeWith(patch(rowsWith(5), rowsWith(6))))
    expect(told).toEqual([expect.objectContaining({ error: expect.objectContaining({ name: 'TermError' }) })])
  })

  it.each<[string, (delta: Buffer) => Partial<DeltaRef>]>([
    ['that is another one than the manifest names', () => ({ sha256: sha256(NEW) })],
    ['of another size', (delta) => ({ size: delta.byteLength - 1 })],
    ['with a window that no memory is spared for', () => ({ windowLog: 31 })],
  ])('%s costs a download, and says so', async (_, other) => {
    await hold(OLD)
    const delta = patch(OLD, NEW)
    whole(await takeWith(delta, refOf(delta, other(delta))))
    expect(told).toMatchObject([{ error: { name: 'TermError' } }])
  })

  it('that is damaged anywhere makes nothing else, whoever signed it', async () => {
    const good = patch(OLD, NEW)
    await hold(OLD)
    const damaged = fc.array(fc.tuple(fc.nat(good.byteLength - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(damaged, fc.nat(3), async (flips, cut) => {
        const delta = Buffer.from(good.subarray(0, good.byteLength - cut))
        for (const [at, by] of flips) if (at < delta.byteLength) delta[at] = (delta[at] ?? 0) ^ by
        await rm(join(host, 'objects', sha256(NEW)), { force: true })
        whole(await takeWith(delta))
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

it('of a base that is damaged costs a download, and the base is removed', async () => {
  await hold(OLD)
  const damaged = Buffer.from(OLD)
  damaged[1000] = (damaged[1000] ?? 0) ^ 1
  await writeFile(join(host, 'objects', sha256(OLD)), damaged)
  whole(await takeWith(patch(OLD, NEW)))
  expect(told).toMatchObject([{ error: { name: 'TermError' } }])
  expect(await readdir(join(host, 'objects'))).toEqual([sha256(NEW)])
})

it('is heard by the tree of its term, whether it made the payload or came to nothing', async () => {
  await publishInto(store, objectsOf(1, OLD))
  const prices = remoteTerm({
    name: 'prices',
    fetcher: published(pathToFileURL(store), { folder: host }),
    refreshInterval: '1h',
    deserialize: (bytes) => bytes.byteLength,
  })
  const observer = hearing()
  const tree = await supervise({ prices }, { observers: [observer] })
  onTestFinished(() => tree.stop())
  const broken = Buffer.from('no frame')
  const objects = objectsOf(2, NEW, { manifest: { deltas: [refOf(broken)] } })
  await publishInto(store, [[`prices/${deltaName(sha256(OLD), sha256(NEW))}`, broken], ...objects])
  await prices.refresh()
  expect(prices.get()).toBe(NEW.byteLength)
  const { from, to, code } = observer.of('delta.failed')[0] ?? {}
  expect({ from, to }).toEqual({ from: sha256(OLD), to: sha256(NEW) })
  expect(code).toMatch(/^ERR_TERM_/)
  expect(observer.of('delta.used')).toEqual([])

  const newest = rowsWith(9)
  const good = patch(NEW, newest)
  const deltas = [refOf(good, { from: sha256(NEW) })]
  const others = objectsOf(3, newest, { manifest: { deltas } })
  await publishInto(store, [[`prices/${deltaName(sha256(NEW), sha256(newest))}`, good], ...others])
  await prices.refresh()
  expect(observer.of('delta.used')).toMatchObject([{ to: sha256(newest), size: good.byteLength }])
})
