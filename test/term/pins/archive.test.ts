/** Editions that lie elsewhere: how far back a term goes with an archive, and what outlives the process. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/index.ts'
import type { Archive, Archived, Brought } from '../../../src/store/archive.ts'
import type { Pin } from '../../../src/store/pin.ts'
import { attachArchive } from '../../../src/store/shelf.ts'
import { checkChild } from '../../../src/tree/child-of.ts'
import { deferred } from '../../support/deferred.ts'
import { editionOf } from '../../support/editions.ts'
import { listed, pinnedTerm } from '../../support/pinned-terms.ts'

const digestOf = (name: string) => Buffer.from(name).toString('hex').padEnd(64, '0')

const archived = (version: string, publishedAt: number): Archived => ({
  version,
  digest: digestOf(version),
  bytes: 2,
  source: 'scripted',
  publishedAt,
  modifiedAt: undefined,
  signedBy: undefined,
})

/** An archive of some versions, the newest first, which keeps each pin that it hears of. */
function archiveOf(...versions: string[]) {
  const all = versions.map((version, at) => archived(version, versions.length - at))
  const pins: (Pin | undefined)[] = []
  const loads: string[] = []
  let load = async (wanted: Archived): Promise<Brought<unknown>> => {
    const { version, digest, publishedAt } = wanted
    const value = String(version)
    return { edition: editionOf({ value, version, digest, publishedAt, origin: 'disk' }), confirmedAt: 5 }
  }
  const archive: Archive<unknown> = {
    list: () => all,
    look: async () => {},
    bring(wanted) {
      loads.push(String(wanted.version))
      return load(wanted)
    },
    pinned: async (pin) => void pins.push(pin),
  }
  const loading = (how: typeof load) => {
    load = how
  }
  return { archive, pins, loads, loading }
}

async function staged(
  { history = 0, pin, first = 'v9' }: { history?: number; pin?: Pin; first?: string | Error },
  ...versions: string[]
) {
  const made = archiveOf(...versions)
  const term = await pinnedTerm({ history }, new Error('not yet'))
  const behind = checkChild('test', 'prices', term.prices)
  if (behind.kind !== 'term') expect.fail('A term is a term')
  attachArchive(behind.keeper.shelf, made.archive, pin)
  await term.send(first)
  return { ...term, ...made }
}

describe('an archive', () => {
  it('is listed behind what memory holds, and named only once', async () => {
    const { prices, send } = await staged({ history: 1 }, 'v8', 'v7')
    await send('v10')
    expect(prices.history().map(({ version, where, origin }) => [version, where, origin])).toEqual([
      ['v10', 'memory', 'remote'],
      ['v9', 'memory', 'remote'],
      ['v8', 'disk', 'disk'],
      ['v7', 'disk', 'disk'],
    ])
  })

  it('is where a rollback goes on, one edition after the other', async () => {
    const { prices, loads, pins } = await staged({}, 'v8', 'v7')
    expect(await prices.rollback()).toMatchObject({ version: 'v8', origin: 'disk', live: true, pinned: true })
    expect(prices.get()).toBe('v8')
    await prices.rollback()
    expect(prices.get()).toBe('v7')
    await expect(prices.rollback()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    expect(loads).toEqual(['v8', 'v7'])
    expect(pins.map((pin) => pin?.digest)).toEqual([digestOf('v8'), digestOf('v7')])
    expect(prices.status()).toMatchObject({ origin: 'disk', pinned: 'v7', newer: 'v9' })
    await prices.unpin()
    expect([prices.get(), pins.at(-1)]).toEqual(['v9', undefined])
  })

  it('loads what is pinned by name, and only to look at it for a diff', async () => {
    const { prices, loads } = await staged({}, 'v8', 'v7')
    expect(await prices.diff('v7', 'v9')).toMatchObject({ from: 'v7', to: 'v9', counts: { changed: 1 } })
    expect([prices.get(), ...listed(prices)]).toEqual(['v9', '[v9]', 'v8', 'v7'])
    await prices.pin('v7')
    expect(prices.get()).toBe('v7')
    expect(loads).toEqual(['v7', 'v7'])
  })

  it('that cannot give what it lists changes nothing', async () => {
    const { prices, loading } = await staged({}, 'v8')
    loading(async () => {
      throw new TermError('ERR_TERM_DESERIALIZE', 'damaged')
    })
    await expect(prices.rollback()).rejects.toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
    expect([prices.get(), prices.status().pinned]).toEqual(['v9', undefined])
  })

  it('that takes long is overtaken by the next pin', async () => {
    const { prices, loading } = await staged({}, 'v8', 'v7')
    const slow = deferred<Brought<unknown>>()
    loading(() => slow.promise)
    const late = prices.rollback()
    await Promise.resolve()
    await prices.pin()
    slow.resolve({
      edition: editionOf({ value: 'v8', version: 'v8', digest: digestOf('v8') }),
      confirmedAt: 5,
    })
    await expect(late).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
    expect([prices.get(), prices.status().pinned]).toEqual(['v9', 'v9'])
  })
})

describe('a pin that was set before there is a value', () => {
  const pinOf = (version: string): Pin => ({ version, digest: undefined, at: 1 })

  it('lets only that version be live, and says what it waits for', async () => {
    const { prices, send, pins } = await staged({ pin: pinOf('v2'), first: 'v1' })
    expect(prices.peek()).toBeUndefined()
    expect(() => prices.get()).toThrow(/it is pinned to "v2", which has not come yet/)
    expect(prices.status()).toMatchObject({ version: undefined, pinned: 'v2', newer: 'v1' })
    expect(await send('v2')).toEqual(['updated'])
    expect(prices.get()).toBe('v2')
    expect(pins).toMatchObject([{ version: 'v2', digest: expect.stringMatching(/^[0-9a-f]{64}$/), at: 1 }])
    await send('v3')
    expect([prices.get(), prices.status().newer]).toEqual(['v2', 'v3'])
  })

  it('ends with the newest that came', async () => {
    const { prices } = await staged({ pin: pinOf('v2'), first: 'v1' })
    await prices.unpin()
    expect(prices.get()).toBe('v1')
  })

  it('keeps the first reader waiting', async () => {
    const { prices, send } = await staged({ pin: pinOf('v2'), first: 'v1' })
    let isReady = false
    const ready = prices.ready().then(() => {
      isReady = true
    })
    await send('v3')
    expect(isReady).toBe(false)
    await send('v2')
    await ready
  })
})
