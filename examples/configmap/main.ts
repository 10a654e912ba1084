/** A ConfigMap of Kubernetes, followed without a restart: the service hears of each version, and of no half one. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { file, json, remoteTerm, supervise } from '../../src/index.ts'
import { putVersion, removeVersion } from './kubelet.ts'

interface Settings {
  readonly logLevel: 'debug' | 'info'
  readonly workers: number
}

// The volume: in a pod a folder such as /etc/shop.
const volume = await mkdtemp(join(tmpdir(), 'everterm-configmap-'))
await putVersion(volume, '2026_01_01', { 'config.json': '{"logLevel":"info","workers":4}' })

const settings = remoteTerm({
  name: 'settings',
  fetcher: file(join(volume, 'config.json')),
  deserialize: json<Settings>,
  validate: ({ workers }) => Number.isInteger(workers) && workers > 0,
  // The folders are watched, those that links lead through as well; a poll finds what a watch may have missed.
  refreshInterval: '1m',
})
const tree = await supervise({ settings })

/** What the service does with a version: here it says so. */
function apply({ logLevel, workers }: Settings): void {
  console.log(`log level ${logLevel}, ${workers} workers`)
}

/** Resolves with the next version, which comes by itself: nobody calls `refresh`. */
async function next(): Promise<Settings> {
  for await (const { value } of settings.changes()) return value
  throw new Error('the term has ended')
}

apply(settings.get())

const second = next()
await putVersion(volume, '2026_01_02', { 'config.json': '{"logLevel":"debug","workers":8}' })
await removeVersion(volume, '2026_01_01')
apply(await second)

await putVersion(volume, '2026_01_03', { 'config.json': '{"logLevel":"debug","workers":0}' })
await settings.refresh().catch(() => console.log('a version without any workers is refused'))
apply(settings.get())

await tree.stop()
await rm(volume, { recursive: true })
