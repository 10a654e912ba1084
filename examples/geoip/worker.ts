/** A thread of the service: it fetches nothing, and reads the database that the main thread keeps fresh. @module */

import { parentPort } from 'node:worker_threads'
import type { SharedBytes } from '../../src/index.ts'
import { attach } from '../../src/worker.ts'
import { type Database, databaseOf } from './database.ts'

export interface Answer {
  readonly version: string | undefined
  readonly built: string
  readonly countries: readonly string[]
}

const geo = attach<SharedBytes>('geo')
await geo.ready()

// Opening a database takes a millisecond: once for each version, not for each address.
let opened: { readonly version: string | undefined; readonly database: Database } | undefined
function database(): Database {
  const { value, version } = geo.snapshot()
  if (opened?.version !== version || opened === undefined) opened = { version, database: databaseOf(value) }
  return opened.database
}

parentPort?.on('message', (addresses: readonly string[]) => {
  const { metadata } = database()
  const answer: Answer = {
    version: geo.snapshot().version,
    built: metadata.buildEpoch.toISOString().slice(0, 10),
    countries: addresses.map((address) => `${address} ${database().get(address)?.country_code ?? 'unknown'}`),
  }
  parentPort?.postMessage(answer)
})
