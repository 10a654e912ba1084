/** `everterm publish` decodes CSV as its readers do, who keep columns as text unless they are told otherwise. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { keepersOf } from '../../src/cli/terms/config-at.ts'
import { type CsvOptions, remoteTerm, supervise, type Table, table } from '../../src/index.ts'
import { published } from '../../src/published.ts'
import { loadConfig } from '../../src/serve/config/index.ts'
import { hearDeltas } from '../support/delta-messages.ts'
import { startEverterm } from '../support/everterm.ts'
import { hearing } from '../support/hearing.ts'

const pricesOf = (last: number): string => {
  const rows = Array.from({ length: 300 }, (_, at) => `k${at},${at === 299 ? last : at},true`)
  return `id,price,open\n${rows.join('\n')}\n`
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-csv-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'one.csv'), pricesOf(1))
  await writeFile(join(folder, 'two.csv'), pricesOf(2))
})

const publish = (file: string, ...flags: string[]) =>
  startEverterm(['publish', 'prices', file, '--to', 'file:terms', ...flags], { cwd: folder }).ended

type Deserialize = (bytes: Uint8Array) => Promise<Table<object>>

/** Reads one version, and then the one after it, of which nothing but the delta of records is left. */
async function readBoth(deserialize: Deserialize, publishOne: (file: string) => Promise<unknown>) {
  const { told, end } = hearDeltas()
  onTestFinished(end)
  await publishOne('one.csv')
  const fetcher = published(`file:${join(folder, 'terms')}`)
  const prices = remoteTerm({ name: 'prices', fetcher, refreshInterval: null, deserialize })
  const tree = await supervise({ prices }, { observers: [hearing()] })
  onTestFinished(() => tree.stop())
  await publishOne('two.csv')
  await prices.refresh()
  return { told: told.map(({ of, error }) => error?.message ?? of), last: prices.get().get('k299') }
}

const csv = (more: CsvOptions = {}): Deserialize => table<object>({ format: 'csv', key: 'id', ...more })
const taken = ['records']

it('offered deltas of records by types that it had found, which readers of texts could not take', async () => {
  const read = readBoth(csv(), (file) => publish(file, '--format', 'csv', '--key', 'id'))
  expect(await read).toMatchObject({ told: taken, last: { id: 'k299', price: '2', open: 'true' } })
})

it.each([
  ['infer', { types: 'infer' }],
  ['price:number,open:boolean', { types: { price: 'number', open: 'boolean' } }],
] as const)('has the types of its readers by `--with types=%s`', async (types, options) => {
  const flags = ['--format', 'csv', '--key', 'id', '--with', `types=${types}`]
  const read = readBoth(csv(options), (file) => publish(file, ...flags))
  expect(await read).toMatchObject({ told: taken, last: { id: 'k299', price: 2, open: true } })
})

it('has those of a config, which are those of a service that reads by it', async () => {
  const from = { published: `file:${join(folder, 'terms')}` }
  const terms = { prices: { from, format: 'csv', key: 'id' } }
  await writeFile(join(folder, 'everterm.config.json'), JSON.stringify({ terms }))
  const { config } = await loadConfig({ path: join(folder, 'everterm.config.json') })
  const ofService = keepersOf(config)[0]?.options.deserialize as Deserialize
  for (const deserialize of [ofService, csv()]) {
    await rm(join(folder, 'terms'), { recursive: true, force: true })
    const read = readBoth(deserialize, (file) => publish(file))
    expect(await read).toMatchObject({ told: taken, last: { price: '2' } })
  }
})

it('is judged by `verify` by the texts of its readers, not by numbers that it had found', async () => {
  await writeFile(join(folder, 'spelled.csv'), pricesOf(1).replace('k7,7,', 'k7,7.0,'))
  const { stdout } = await startEverterm(
    ['verify', 'spelled.csv', '--against', 'one.csv', '--key', 'id', '--with', 'header=true'],
    { cwd: folder },
  ).ended
  expect(stdout).toContain('0 added, 0 removed, 1 changed')
})
