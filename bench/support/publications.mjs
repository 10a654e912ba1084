/** Publications of a term `prices`, signed, behind an origin that notes each request: its log is what is measured. @module */

import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { minisigner, openPlace, publishPayload, standingOf } from '../../dist/src/publish/index.js'

const TERM = 'prices'

export async function openPublications() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-publications-'))
  const place = openPlace(pathToFileURL(folder).href)
  const keys = signingKeys()
  const sign = minisigner(keys.secret)
  const log = []

  const server = createServer((request, response) => {
    const name = request.url.slice(1)
    const entry = { name, at: Date.now(), by: request.headers['x-process'], whole: false }
    log.push(entry)
    let bytes
    try {
      bytes = readFileSync(join(folder, name))
    } catch {
      return response.writeHead(404).end()
    }
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
    response.setHeader('etag', etag).setHeader('cache-control', 'no-cache')
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    response.setHeader('content-length', bytes.byteLength)
    response.once('finish', () => {
      entry.whole = true
    })
    if (opened.slowMs === 0 || !name.includes('/objects/')) return response.end(bytes)
    // Half of it at once, and the rest when its time is over.
    const half = bytes.byteLength >> 1
    response.write(bytes.subarray(0, half))
    setTimeout(() => response.end(bytes.subarray(half)), opened.slowMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const opened = {
    /** How long a download of a payload takes, in ms. */
    slowMs: 0,
    url: `http://127.0.0.1:${server.address().port}`,
    key: keys.public,
    log,
    /** Which requests were for the payload with this digest. */
    downloads: (sha256) => log.filter(({ name }) => name.endsWith(`/objects/${sha256}`)),
    /** @param announce - as of `publishPayload`; absent: it is stable at once */
    async publish(value, announce) {
      const bytes = Buffer.from(JSON.stringify(value))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return publishPayload({
        place,
        term: TERM,
        bytes,
        sha256,
        facts: {},
        sign,
        judged: await standingOf(place, TERM),
        signal: new AbortController().signal,
        ...(announce !== undefined && { announce }),
      })
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return opened
}

/** As `minisign -G -W` makes them. */
function signingKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const half = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(16)
  const id = randomBytes(8)
  const secret = [Buffer.from('Ed\0\0B2'), Buffer.alloc(48), id, seed, half, Buffer.alloc(32)]
  return {
    secret: Buffer.concat(secret).toString('base64'),
    public: Buffer.concat([Buffer.from('Ed'), id, half]).toString('base64'),
  }
}
