/** The demo's data: real, and a little different in each edition. @module */

import type { CompatData } from '@mdn/browser-compat-data'
import { Reader } from 'mmdb-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Currencies, loadDataSets, type MediaTypes } from '../../examples/demo/data.ts'
import type { DataSet } from '../../examples/demo/edition.ts'

const DAY = new Date('2026-01-02T03:04:05.000Z')

let sets: ReadonlyMap<string, DataSet>
beforeAll(async () => {
  sets = new Map((await loadDataSets()).map((set) => [set.name, set]))
})

const contents = (name: string, edition = 1): Buffer =>
  Buffer.from(sets.get(name)?.contents(edition, DAY) ?? new Uint8Array())
const read = <T>(name: string, edition = 1): T => JSON.parse(contents(name, edition).toString())

test('one set is JSON of several megabytes, one is binary', () => {
  expect(contents('compat').length).toBeGreaterThan(5_000_000)
  expect(contents('ip-country').length).toBeGreaterThan(2_000_000)
})

test('every version is short enough for its column', () => {
  for (const { release } of sets.values()) expect(`${release}-99`.length).toBeLessThanOrEqual(11)
})

describe('an edition', () => {
  test('of the browser data says its number and its time, and holds all the rest', () => {
    const { __meta, browsers, css } = read<CompatData>('compat', 3)
    expect(__meta).toEqual({ timestamp: DAY.toISOString(), version: `${sets.get('compat')?.release}-3` })
    expect(browsers.firefox.name).toBe('Firefox')
    expect(css.selectors?.has?.__compat?.support.chrome).toMatchObject({ version_added: '105' })
  })

  test('of the addresses has its own build time and still finds a country', () => {
    const reader = new Reader(contents('ip-country')) as unknown as Reader<never>
    expect(reader.metadata.buildEpoch).toEqual(DAY)
    expect(reader.get('193.0.6.139')).toEqual({ country_code: 'NL' })
  })

  test('of the currencies moves each index a little', () => {
    const [before, after] = [read<Currencies>('currencies'), read<Currencies>('currencies')]
    expect(before.EUR).toMatchObject({ currency: 'Euro', digits: 2 })
    expect(after).not.toEqual(before)
    for (const [code, { index }] of Object.entries(after)) {
      expect(Math.abs(index / (before[code]?.index ?? 0) - 1)).toBeLessThan(0.011)
    }
  })

  test('of the media types has one type more', () => {
    const [before, after] = [read<MediaTypes>('media-types', 1), read<MediaTypes>('media-types', 2)]
    expect(after['application/json']).toEqual(before['application/json'])
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 1)
  })
})
