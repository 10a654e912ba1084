/** The demo's origin: what it serves, how it fails, and the files that are bad. @module */

import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DataSet, edit } from '../../examples/demo/edition.ts'
import { type Origin, openOrigin } from '../../examples/demo/origin.ts'
import { startPress } from '../../examples/demo/press.ts'

const set = (name: string): DataSet => ({
  name,
  path: `/${name}`,
  headers: { 'content-type': 'application/gzip', 'cache-control': 'max-age=2' },
  everyMs: 60_000,
  release: '1.0',
  contents: (edition) =>
    Buffer.from(JSON.stringify({ edition, list: Array.from({ length: 500 }, Math.random) })),
})
const sets = [set('currencies'), set('ip-country')]

let origin: Origin
beforeEach(async () => {
  origin = await openOrigin()
})
afterEach(() => origin.close())

const ask = (path: string, init?: RequestInit) => fetch(origin.url + path, init)
const bytes = async (path: string) => Buffer.from(await (await ask(path)).arrayBuffer())

describe('an edition', () => {
  test('is served with its validators, and confirmed to whoever has it', async () => {
    const edition = await edit(sets[0] as DataSet, 7)
    origin.shelve('/currencies', edition)
    const answer = await ask('/currencies')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).toBe('"1.0-7"')
    expect(answer.headers.get('last-modified')).toBe(edition.publishedAt.toUTCString())
    expect(answer.headers.get('cache-control')).toBe('max-age=2')
    expect(JSON.parse(gunzipSync(await answer.arrayBuffer()).toString())).toMatchObject({ edition: 7 })

    const again = await ask('/currencies', { headers: { 'if-none-match': '"1.0-7"' } })
    expect(again.status).toBe(304)
  })

  test('of nothing is not found', async () => {
    expect((await ask('/nothing')).status).toBe(404)
  })
})

test('a broken origin fails in another way each time, until it is healed', async () => {
  origin.shelve('/currencies', await edit(sets[0] as DataSet, 1))
  expect(origin.break()).toBe('answers 503')
  expect((await ask('/currencies')).status).toBe(503)
  expect(origin.break()).toBe('cuts connections')
  await expect(ask('/currencies')).rejects.toThrow('fetch failed')
  expect(origin.break()).toBe('never answers')
  const patience = AbortSignal.timeout(50)
  await expect(ask('/currencies', { signal: patience })).rejects.toThrow(/timeout/)
  origin.heal()
  expect(origin.fault).toBeUndefined()
  expect((await ask('/currencies')).status).toBe(200)
})

describe('the press', () => {
  test('publishes a first edition of everything', async () => {
    const press = await startPress(sets, origin)
    press.stop()
    expect(press.editions).toBe(2)
    expect((await ask('/ip-country')).headers.get('etag')).toBe('"1.0-1"')
  })

  test('publishes bad files of both kinds in turn', async () => {
    const press = await startPress(sets, origin)
    press.stop()
    expect(await press.spoil()).toEqual({ name: 'currencies', damage: 'cut-json' })
    const cut = gunzipSync(await bytes('/currencies')).toString()
    expect(() => JSON.parse(cut)).toThrow(SyntaxError)
    expect(await press.spoil()).toEqual({ name: 'ip-country', damage: 'corrupt-gzip' })
    const corrupt = await bytes('/ip-country')
    expect(() => gunzipSync(corrupt)).toThrow(/invalid|incorrect/)
    expect(press.editions).toBe(4)
  })
})
