/** A folder of publications behind an HTTP origin that counts what is downloaded. @module */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface ShownStore {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Where publishers put things. */
  readonly folder: string
  /** How often payloads were sent, or deltas that make them. */
  readonly downloads: number
  /** The same of the payload with this digest. */
  downloadsOf(sha256: string): number
  close(): Promise<void>
}

export async function openStore(folder: string): Promise<ShownStore> {
  const downloads = new Map<string, number>()

  const server = createServer(async ({ url = '/', headers }, response) => {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1)
    // Nobody else is there to ask; still nothing outside of the folder is anybody's.
    const bytes = name.split('/').includes('..')
      ? undefined
      : await readFile(join(folder, name)).catch(() => undefined)
    if (bytes === undefined) return void response.writeHead(404).end()
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
    response.setHeader('etag', etag).setHeader('cache-control', 'no-cache')
    if (headers['if-none-match'] === etag) return void response.writeHead(304).end()
    const [, kind, object] = name.split('/')
    if (object !== undefined && (kind === 'objects' || kind === 'deltas')) {
      downloads.set(shortOf(object), (downloads.get(shortOf(object)) ?? 0) + 1)
    }
    response.setHeader('content-length', bytes.byteLength).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    get downloads() {
      return [...downloads.values()].reduce((sum, one) => sum + one, 0)
    },
    downloadsOf: (sha256) => downloads.get(shortOf(sha256)) ?? 0,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Of the digest of a payload, or of the name of a delta, which ends with what it makes. */
const shortOf = (name: string): string =>
  (
    name
      .replace(/\.zst$/, '')
      .split('-')
      .at(-1) ?? ''
  ).slice(0, 16)
