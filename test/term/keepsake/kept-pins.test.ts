/** What somebody has decided outlives the process: pins, and payloads that are refused. @module */

import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/base/clock.ts'
import { http, json, remoteTerm, supervise } from '../../../src/index.ts'
import { keepsakeOf } from '../../../src/store/keepsake/index.ts'
import { outcome } from '../../support/grown.ts'
import type { Hearing } from '../../support/hearing.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'

/** An origin that had one version after the other, and a folder that has kept the last of them. */
async function afterVersions(count: number, options: object = {}) {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  const publish = (EUR: number) => origin.publish('/prices', JSON.stringify({ EUR }))
  publish(1)
  const { prices, heard, tree } = await life(url, { keepsake: { dir }, ...options })
  for (let EUR = 1; EUR <= count; EUR++) {
    publish(EUR)
    const written = heard.next(({ type }) => type === 'keepsake.written')
    if ((await prices.refresh()) === 'updated') await written
  }
  return { dir, origin, url, publish, prices, heard, tree }
}

/** Notes that two processes have died of the version with this digest. */
async function blame(dir: string, digest: string) {
  const keepsake = keepsakeOf({ dir, term: 'prices', keep: 9, maxBytes: 1_000, hear() {} })
  const { signal } = new AbortController()
  const { generations, notes } = await keepsake.open(signal)
  const found = generations.find(({ header }) => header.digest.startsWith(digest))
  const mark = { digest: found?.header.digest, version: found?.header.version, deaths: 2, isActive: false }
  await keepsake.noteNow({ ...notes, marks: [mark] } as never, signal)
}

const writes = (heard: Hearing, count: number) =>
  expect.poll(() => heard.of('keepsake.written').length, { timeout: 5_000 }).toBe(count)

describe('P6: a pin', () => {
  it('F66: goes back to what is on disk while the origin is down, and survives the process', async () => {
    const { dir, origin, url, publish, prices, tree } = await afterVersions(2)
    origin.reply('/prices', { status: 503 })
    expect(prices.history().map(({ where }) => where)).toEqual(['memory', 'disk'])
    expect(await prices.rollback()).toMatchObject({ live: true, pinned: true, origin: 'disk' })
    expect(prices.get()).toEqual({ EUR: 1 })
    await tree.stop()

    const second = await life(url, { keepsake: { dir } })
    expect(second.prices.get()).toEqual({ EUR: 1 })
    const { version } = second.prices.snapshot()
    expect(second.prices.status()).toMatchObject({ origin: 'disk', pinned: version })
    publish(3)
    await second.prices.refresh()
    expect(second.prices.get()).toEqual({ EUR: 1 })
    expect(second.prices.status()).toMatchObject({ pinned: version, newer: expect.stringMatching(/^"/) })
    await second.prices.unpin()
    expect(second.prices.get()).toEqual({ EUR: 3 })
    await second.tree.stop()

    const third = await life(url, { keepsake: { dir } })
    expect(third.prices.status()).toMatchObject({ pinned: undefined })
    expect(third.prices.get()).toEqual({ EUR: 3 })
  })

  it('F66: gives way to the newest on disk when it is ended after a restart, while the origin is down', async () => {
    const { dir, origin, url, prices, tree } = await afterVersions(3, { history: 3 })
    await prices.pin(prices.history().at(-1)?.digest)
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    const later = await life(url, { keepsake: { dir }, history: 3 })
    expect(later.prices.get()).toEqual({ EUR: 1 })
    await later.prices.unpin()
    expect(later.prices.get()).toEqual({ EUR: 3 })
    expect(later.prices.status()).toMatchObject({ pinned: undefined, newer: undefined, origin: 'disk' })
    expect(later.heard.of('term.swapped').at(-1)).toMatchObject({ to: later.prices.status().version })
  })

  it('F66: knows after a restart what is newer, and does not download it again', async () => {
    const { dir, origin, url, publish, prices, tree, heard } = await afterVersions(1)
    await prices.pin()
    publish(2)
    await prices.refresh()
    await writes(heard, 2)
    const { newer } = prices.status()
    await tree.stop()
    const later = await life(url, { keepsake: { dir } })
    expect(await later.prices.refresh()).toBe('unchanged')
    expect(later.prices.status()).toMatchObject({ pinned: expect.anything(), newer })
    expect(later.heard.of('term.held-back')).toMatchObject([{ version: newer }])
    expect(later.heard.of('refresh.unchanged').map(({ bytes }) => bytes)).not.toContain(9)
    origin.reply('/prices', { status: 503 })
    await later.prices.unpin()
    expect([later.prices.get(), later.prices.status().newer]).toEqual([{ EUR: 2 }, undefined])
  })

  it('leaves the value live that the origin has confirmed since, once it is ended', async () => {
    const { dir, url, publish, prices, tree } = await afterVersions(2)
    await prices.rollback()
    publish(1)
    await tree.stop()
    const later = await life(url, { keepsake: { dir } })
    await later.prices.refresh()
    await later.prices.unpin()
    expect(later.prices.get()).toEqual({ EUR: 1 })
  })

  it('does not give way to a version on disk that ended the process', async () => {
    const { dir, origin, url, prices, tree } = await afterVersions(2)
    const [deadly] = prices.history()
    await prices.rollback()
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    await blame(dir, deadly?.digest ?? '')
    const later = await life(url, { keepsake: { dir } })
    expect(later.prices.status().quarantined).toMatchObject([
      { digest: deadly?.digest, version: deadly?.version },
    ])
    await later.prices.unpin()
    expect(later.prices.get()).toEqual({ EUR: 1 })
  })

  it('keeps its version on disk, whatever comes after it', async () => {
    const { dir, origin, url, publish, prices, tree, heard } = await afterVersions(1)
    await prices.pin()
    for (const EUR of [2, 3, 4]) {
      publish(EUR)
      const written = heard.next(({ type }) => type === 'keepsake.written')
      await prices.refresh()
      await written
    }
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    const { prices: later } = await life(url, { keepsake: { dir } })
    expect(later.get()).toEqual({ EUR: 1 })
    expect(await later.history()).toHaveLength(3)
  })

  it('finds again on disk whatever `history` had in memory', async () => {
    const { dir, origin, url, prices, tree } = await afterVersions(4, { history: 3 })
    const first = prices.history().at(-1)
    await prices.pin(first?.digest)
    expect(prices.get()).toEqual({ EUR: 1 })
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    const { prices: later } = await life(url, { keepsake: { dir }, history: 3 })
    expect(later.get()).toEqual({ EUR: 1 })
    expect(later.history()).toHaveLength(4)
  })

  it.each([
    ['before a tree keeps the term', 'before'],
    ['before its keepsake is open', 'after'],
  ])('is not taken up again by the next process, once it was ended %s', async (_, when) => {
    const { dir, url, prices, tree } = await afterVersions(2)
    await prices.rollback()
    await tree.stop()
    const later = remoteTerm({ name: 'prices', fetcher: http(url), deserialize: json, keepsake: { dir } })
    if (when === 'before') await later.unpin()
    const next = supervise({ later }, { observers: [] })
    if (when === 'after') await later.unpin()
    const grown = await next
    await later.refresh()
    expect(later.status().pinned).toBeUndefined()
    expect(later.get()).toEqual({ EUR: 2 })
    await grown.stop()

    const { prices: third } = await life(url, { keepsake: { dir } })
    expect(third.status().pinned).toBeUndefined()
  })

  it('goes back to what is on disk though the wall clock was set back meanwhile', async () => {
    let ahead = 3_600_000
    const clock = { ...systemClock, now: () => Date.now() + ahead }
    const dir = await keptFolder()
    const origin = await testOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { prices, heard } = await life(`${origin.url}/prices`, { keepsake: { dir } }, { clock })
    await writes(heard, 1)
    ahead = 0
    origin.publish('/prices', '{"EUR":2}')
    await prices.refresh()
    await writes(heard, 2)
    await prices.rollback()
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('that is ended leads back to what was live, and not to what it had held back', async () => {
    const { publish, prices, heard } = await afterVersions(1)
    await writes(heard, 1)
    await prices.pin()
    for (const EUR of [2, 3]) {
      publish(EUR)
      await prices.refresh()
      await writes(heard, EUR)
    }
    await prices.unpin()
    expect(prices.get()).toEqual({ EUR: 3 })
    await prices.rollback()
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('is written as soon as a disk that failed heals, though a newer version has come', async () => {
    const dir = await keptFolder()
    const origin = await testOrigin()
    const url = `${origin.url}/prices`
    origin.publish('/prices', '{"EUR":1}')
    await writeFile(join(dir, 'prices+'), 'no folder')
    const { prices, heard, tree } = await life(url, { keepsake: { dir } })
    await prices.pin()
    origin.publish('/prices', '{"EUR":2}')
    await prices.refresh()
    await rm(join(dir, 'prices+'))
    await writes(heard, 1)
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    const { prices: later } = await life(url, { keepsake: { dir } })
    expect(later.get()).toEqual({ EUR: 1 })
    expect(later.status().pinned).toBeDefined()
  })

  it('ends with its version, which is told: a term without a value would be worse', async () => {
    const { dir, url, prices, tree } = await afterVersions(2)
    await prices.rollback()
    await tree.stop()
    const [folder = ''] = await readdir(dir)
    const all = await readdir(join(dir, folder))
    await Promise.all(
      all.filter((file) => !file.includes('notes')).map((file) => rm(join(dir, folder, file))),
    )
    const { prices: later, heard } = await life(url, { keepsake: { dir } })
    expect(later.get()).toEqual({ EUR: 2 })
    expect(later.status().pinned).toBeUndefined()
    expect(heard.of('keepsake.ignored')).toMatchObject([{ reason: 'pin-lost' }])
  })
})

describe('a payload that was refused', () => {
  it('P7: is not decoded by the next process either, until it is released', async () => {
    const { dir, url, publish, prices, tree } = await afterVersions(1)
    let judged = 0
    const validate = (value: unknown) => {
      const { EUR } = value as { EUR: number }
      if (EUR === 2) judged++
      return EUR !== 2
    }
    await tree.stop()
    publish(2)
    const second = await life(url, { keepsake: { dir }, validate })
    await second.heard.firstEnd()
    expect(judged).toBe(1)
    await second.tree.stop()

    const third = await life(url, { keepsake: { dir }, validate })
    await third.heard.firstEnd()
    expect(third.prices.status()).toMatchObject({ lastError: { code: 'ERR_TERM_QUARANTINED' } })
    expect(third.prices.status().quarantined).toMatchObject([{ code: 'ERR_TERM_REFUSED' }])
    expect(judged).toBe(1)
    const [refused] = third.prices.status().quarantined
    await third.prices.release(refused?.digest as string)
    expect(await outcome(third.prices.refresh())).toMatchObject({ code: 'ERR_TERM_REFUSED' })
    expect(judged).toBe(2)
    expect(prices.get()).toEqual({ EUR: 1 })
  })
})

it('two trees that keep a term of one name in one folder do each other no harm', async () => {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  origin.publish('/prices', '{"EUR":1}')
  const [one, other] = await Promise.all([life(url, { keepsake: { dir } }), life(url, { keepsake: { dir } })])
  for (let EUR = 2; EUR < 12; EUR++) {
    origin.publish('/prices', JSON.stringify({ EUR }))
    await Promise.all([one.prices.refresh(), other.prices.refresh()])
  }
  await Promise.all([one.tree.stop(), other.tree.stop()])
  origin.reply('/prices', { status: 503 })
  const { prices, heard } = await life(url, { keepsake: { dir } })
  expect(prices.get()).toEqual({ EUR: 11 })
  expect(heard.of('keepsake.ignored')).toEqual([])
})
