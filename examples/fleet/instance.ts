/** One process of the fleet: a service that reads its prices all the time, and tells its parent what it holds. @module */

import { minisign, remoteTerm, supervise } from '../../src/index.ts'
import { joinFleet } from '../../src/join-fleet.ts'
import { published } from '../../src/published.ts'
import { controlAt, type EngineName } from './engine.ts'
import { areSound, decodePrices, type PriceList } from './prices.ts'
import type { Word } from './words.ts'

export interface InstanceJob {
  readonly instance: string
  readonly host: string
  readonly store: string
  readonly key: string
  readonly engine: EngineName
  readonly port: number
  /** Of its host: what all of its processes have in common. */
  readonly folder: string
}

const READ_MS = 10
const READS = 50
const TELL_MS = 250

const job = JSON.parse(process.argv[2] ?? '') as InstanceJob
const tell = (word: Word): void => void process.send?.(word, () => {})
// The parent ends it; Ctrl-C in a terminal goes to all who run there.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(1))

const prices = remoteTerm<PriceList>({
  name: 'prices',
  fetcher: published(job.store, { verify: minisign(job.key), folder: `${job.folder}/cache` }),
  deserialize: decodePrices,
  validate: areSound,
  refreshInterval: '2s',
})
const tree = await supervise({ prices }, { observers: [] })

const numberOf = (version: string | undefined): number => Number(version?.split('-')[0])
tell({ type: 'holds', seq: numberOf(prices.snapshot().version) })
prices.subscribe(({ version }) => tell({ type: 'holds', seq: numberOf(version) }))

let [reads, failed] = [0, 0]
setInterval(() => {
  for (let read = 0; read < READS; read++) {
    reads++
    try {
      if (!(Number(prices.get().prices[`a${read}`]) > 0)) failed++
    } catch {
      failed++
    }
  }
}, READ_MS)
setInterval(() => {
  tell({ type: 'read', reads, failed })
  ;[reads, failed] = [0, 0]
}, TELL_MS)

const control = controlAt(job.engine, job.port)
const member = await joinFleet(tree, {
  control,
  service: 'shop',
  instance: job.instance,
  host: job.host,
  folder: `${job.folder}/fleet`,
  pollInterval: '5s',
  reportInterval: '1s',
  hear: (event) => tell({ type: 'event', event }),
})

process.on('SIGTERM', async () => {
  await tree.stop()
  await member.leave()
  await control.close()
  process.exit(0)
})
tell({ type: 'joined' })
