/** Terms whose values outlive their trees, in folders that end with their tests. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { http, json, type RemoteTerm, remoteTerm, type Supervision, supervise } from '../../src/index.ts'
import { type Hearing, hearing } from './hearing.ts'
import { type Origin, serveOrigin } from './origin.ts'

/** A folder that is removed with the test. */
export async function keptFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'everterm-keepsake-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
  return dir
}

/** An origin that ends with the test; what it had served, it serves again after `close`, at another port. */
export async function testOrigin(): Promise<Origin> {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  return origin
}

export interface Life<V> {
  readonly prices: RemoteTerm<V>
  readonly heard: Hearing
  readonly tree: Supervision
}

/** One life of a service: a term over HTTP, whose tree is stopped with the test. */
export async function life(url: string, options: object, tree: object = {}): Promise<Life<unknown>> {
  const heard = hearing()
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http(url),
    deserialize: json,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    ...options,
  }) as RemoteTerm<unknown>
  const running = await supervise({ prices }, { observers: [heard], ...tree })
  onTestFinished(() => running.stop())
  return { prices, heard, tree: running }
}
