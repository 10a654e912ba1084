/** Readers are told why they take no delta of records where some are offered: each reason once. @module */

import { copyFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { decodeOf, recordDeltasOf } from '../../src/decode/decoder.ts'
import type { Fetcher, RecordsHeld } from '../../src/fetch/fetcher.ts'
import { json, table } from '../../src/index.ts'
import type { RecordDeltaRef } from '../../src/manifest/index.ts'
import { published, publishTerm } from '../../src/published.ts'
import { payloadStore } from '../../src/serve/payload/payload-store.ts'
import type { Keeper } from '../../src/term/keeper.ts'
import { keeperOf } from '../../src/tree/index.ts'
import { decodeContext, wireOf } from '../support/decoding.ts'
import { fetchContext } from '../support/fetch-context.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { decoderOfRecords, keptRecords, payloadOf } from '../support/kept-records.ts'
import { objectsOf, publishInto } from '../support/publications.ts'
import { diceOf, drawnRecords, nextRecords } from '../support/record-deltas.ts'

const place = keptRecords()
const { put } = place

const dice = diceOf(11)
const ONE = drawnRecords(dice, 300)
const turnover = { changed: 60, removed: 90, added: 90 }
const TWO = nextRecords(dice, ONE, turnover)
const THREE = nextRecords(dice, TWO, turnover)

async function kept(options: object) {
  const held = await place.kept<unknown>(options)
  return { ...held, keeper: keeperOf(held.prices) as Keeper }
}

const OTHER_OPTIONS = 'it is for a decoder of other options than `deserialize` of the term'
const ANOTHER_VERSION = 'it changes another version than the one that is held'
const saying = (why: string) => ({
  of: 'records',
  error: {
    code: 'ERR_TERM_ENCODING',
    message: `a delta of records is offered, and not taken: ${why}`,
  },
})

test.each<[string, object, string]>([
  [
    'whose decoder has other options than the publisher was told',
    { deserialize: table<object>({ key: 'id', columns: true, duplicates: 'last' }) },
    OTHER_OPTIONS,
  ],
  [
    'whose table has no columns',
    { deserialize: table<object>({ key: 'id', columns: false }) },
    'the table that is held is not of columns alone',
  ],
  [
    'that has a store of its own',
    { put: async () => {}, get: async () => undefined },
    'what `put` stores is made of payloads',
  ],
  [
    'whose bytes are pinned',
    { sha256: [ONE, TWO, THREE].map((records) => sha256(payloadOf(records))) },
    'the bytes of the payload are pinned',
  ],
])('a term %s was told nothing, and took the payload of each version', async (_, options, why) => {
  await put(ONE)
  const { prices, observer } = await kept(options)
  expect(place.told).toEqual([])
  await put(TWO)
  await prices.refresh()
  await put(THREE)
  await prices.refresh()
  const [from, to] = [sha256(payloadOf(ONE)), sha256(payloadOf(TWO))]
  const size = expect.any(Number)
  expect(place.told).toMatchObject([{ term: 'prices', from, to, size, ...saying(why) }])
  expect(observer.of('delta.failed')).toMatchObject([{ term: 'prices', from, to, size, ...saying(why) }])
})

test('a term whose bytes are signed is told that', async () => {
  await put(ONE)
  const inner = published(`file:${place.store}`)
  const proof = async () => Buffer.from('signed')
  const signed: Fetcher = {
    ...inner,
    probe: async (...given) => ({ ...(await inner.probe(...given)), proof }),
  }
  const verify = () => ({ ok: true, key: 'ours' })
  const { prices } = await kept({
    fetcher: signed,
    verify: { name: 'ours', proof: { beside: '.sig' }, verify },
  })
  await put(TWO)
  await prices.refresh()
  expect(place.told).toMatchObject([saying('the bytes of the payload are signed')])
})

test('a term that missed a version was told nothing, and gets the next one by its records again', async () => {
  await put(ONE)
  const { prices } = await kept({})
  await put(TWO)
  await put(THREE)
  await prices.refresh()
  expect(place.told).toMatchObject([saying(ANOTHER_VERSION)])
  await put(TWO)
  await prices.refresh()
  expect(place.told).toMatchObject([saying(ANOTHER_VERSION), { of: 'records' }])
  expect(place.told[1]?.error).toBeUndefined()
})

test('a term whose keepsake still lacks the payload of the version that is live is told that', async () => {
  const stable = join(place.store, 'prices/stable.json')
  await put(ONE)
  const { prices } = await kept({ keepsake: { dir: await folderOfTest() } })
  await put(TWO)
  await copyFile(stable, join(place.store, 'second.json'))
  await put(THREE)
  await copyFile(stable, join(place.store, 'third.json'))
  await copyFile(join(place.store, 'second.json'), stable)
  await rm(join(place.store, 'prices/objects', sha256(payloadOf(TWO))))
  for (const name of await readdir(join(place.store, 'prices/deltas')))
    if (!name.endsWith('.rec')) await rm(join(place.store, 'prices/deltas', name))
  await prices.refresh()
  await copyFile(join(place.store, 'third.json'), stable)
  await prices.refresh()
  const ofRecords = place.told.filter((one) => one.of === 'records')
  const why = 'the payload of the version that is held has not come into the keepsake yet'
  expect(ofRecords).toMatchObject([{ to: sha256(payloadOf(TWO)) }, saying(why)])
})

test('a term whose payloads a service hands on is told that', async () => {
  await put(ONE)
  const { prices, keeper } = await kept({})
  payloadStore().hold([keeper])
  await put(TWO)
  await prices.refresh()
  expect(place.told).toMatchObject([saying('payloads are handed on as they are')])
})

test('a delta of records was downloaded before it showed that no thread can apply it', async () => {
  const decode = decodeOf(decoderOfRecords())
  const context = decodeContext()
  const value = await decode?.(wireOf(payloadOf(ONE)), context)
  const pool = { ...context.pool, hasThreads: () => false }
  const deltas = recordDeltasOf(decoderOfRecords())
  expect(deltas?.unfit(value, context.pool)).toBeUndefined()
  expect(deltas?.unfit(value, { ...pool, above: 2 ** 30 })).toBeUndefined()
  expect(deltas?.unfit(value, pool)).toBe('it is applied in a thread, and there is none')
})

test('nothing is said where nothing is held, where records are none of the decoder, or none are offered', async () => {
  await put(ONE)
  const { prices } = await kept({ deserialize: json })
  await put(TWO)
  await prices.refresh()
  await kept({})
  await publishTerm('prices', payloadOf(THREE), { to: `file:${place.store}` })
  await prices.refresh()
  expect(place.told).toEqual([])
})

const DIGEST = { from: 'a'.repeat(64), other: 'b'.repeat(64), decoder: 'c'.repeat(64) }

/** What a fetcher says to whoever holds that. */
async function asking(
  fetcher: ReturnType<typeof published>,
  held: Partial<RecordsHeld> = {},
  maxBytes = 2 ** 20,
) {
  const records = { from: DIGEST.from, decoder: DIGEST.decoder, ...held }
  const attempt = new AbortController()
  const { signal } = attempt
  await fetcher
    .probe(undefined, fetchContext({ term: 'prices', records, maxBytes, signal }))
    .finally(() => attempt.abort())
}

async function offering(seq: number, ...deltas: readonly Partial<RecordDeltaRef>[]) {
  const { from, decoder } = DIGEST
  const about = { from, decoder, sha256: DIGEST.other, size: 10, unpacked: 99, result: DIGEST.other }
  const recordDeltas = deltas.map((other) => ({ ...about, ...other }))
  await publishInto(place.store, objectsOf(seq, payloadOf(ONE), { manifest: { recordDeltas } }))
  const fetcher = published(`file:${place.store}`)
  onTestFinished(() => fetcher.close?.())
  return fetcher
}

test('each reason is told once, of the delta that was the nearest', async () => {
  const { other } = DIGEST
  const fetcher = await offering(1, { from: other, size: 11 }, { decoder: other, size: 12 })
  for (const held of [{}, { from: 'd'.repeat(64) }, { unfit: 'nobody wants it' }]) {
    await asking(fetcher, held)
    await asking(fetcher, held)
  }
  expect(place.told).toMatchObject([
    { size: 12, ...saying(OTHER_OPTIONS) },
    { size: 11, ...saying(ANOTHER_VERSION) },
    { size: 12, ...saying('nobody wants it') },
  ])
})

test('one that is no smaller than the payload is passed over, and said to be', async () => {
  await asking(await offering(1, { size: payloadOf(ONE).byteLength }))
  expect(place.told).toMatchObject([saying('it is no smaller than the payload')])
})

test('one that is larger than the term allows is passed over, and said to be', async () => {
  await asking(await offering(1, { size: 2000 }), {}, 1999).catch(() => {})
  expect(place.told).toMatchObject([saying('it is larger than `limits.maxBytes` of the term')])
})

test('nothing is said to whoever holds the very version that is offered', async () => {
  await asking(await offering(1, {}), { from: sha256(payloadOf(ONE)) })
  expect(place.told).toEqual([])
})
