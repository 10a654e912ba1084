/** An origin that does whatever origins do, by chance: it runs in a process of its own, behind a proxy that damages its bytes. @module */

import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { type Random, randomOf } from '../equality/random.ts'
import { type Fault, serveFaults } from '../support/fault-proxy.ts'
import { listen } from '../support/listener.ts'

/** What becomes of a request; the first that the dice reach. Each is beside one that is answered well. */
type Misdeed = (response: ServerResponse, body: Buffer, random: Random) => void

const whole = (
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: object = {},
): void =>
  void response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
const named = () => ({ etag: `"${randomBytes(6).toString('hex')}"` })

const MISDEEDS: readonly Misdeed[] = [
  (response) => whole(response, 500, 'oops'),
  (response) => whole(response, 503, 'busy', { 'retry-after': '0' }),
  (response) => whole(response, 404, 'gone'),
  (response) => whole(response, 200, ''),
  (response) => whole(response, 302, '', { location: '/elsewhere' }),
  (response) => whole(response, 200, `{"broken": ${randomBytes(6).toString('hex')}`, named()),
  (response) => whole(response, 200, `<html>${randomBytes(6).toString('hex')}`, named()),
  (response, body) =>
    whole(response, 200, gzipSync(body).subarray(0, -9), { ...named(), 'content-encoding': 'gzip' }),
  (response, body) =>
    whole(response, 200, body, { ...named(), 'content-digest': `sha-256=:${'A'.repeat(43)}=:` }),
  (response, body) => {
    response.writeHead(200, { 'content-length': body.byteLength, ...named() })
    response.write(body.subarray(0, body.byteLength >> 1), () => response.destroy())
  },
  (response) => void response.socket?.resetAndDestroy(),
  // Says nothing, until the client has had enough.
  () => {},
  (response, body) => {
    response.writeHead(200, { 'content-length': body.byteLength, ...named() })
    response.write(body.subarray(0, 10))
  },
]

interface Published {
  readonly body: Buffer
  readonly etag: string
}

const version = (path: string, random: Random): Published => {
  const records = Array.from({ length: random.between(20, 200) }, () => random.below(1e9))
  const body = Buffer.from(JSON.stringify({ path, records }))
  return { body, etag: `"${createHash('sha256').update(body).digest('hex')}"` }
}

/** @returns the port of the proxy */
async function serve(seed: number): Promise<number> {
  const random = randomOf(seed)
  const live = new Map<string, Published>()
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    const path = request.url ?? '/'
    const before = live.get(path)
    // The first answer is good, so that every service starts.
    if (before !== undefined && random.chance(0.25)) {
      return random.pick(MISDEEDS)(response, before.body, random)
    }
    const now = before === undefined || random.chance(0.3) ? version(path, random) : before
    live.set(path, now)
    const headers = { etag: now.etag, 'content-type': 'application/json' }
    if (request.headers['if-none-match'] === now.etag) return void response.writeHead(304, headers).end()
    if (!random.chance(0.5)) return whole(response, 200, now.body, headers)
    whole(response, 200, gzipSync(now.body), { ...headers, 'content-encoding': 'gzip' })
  }
  const origin = await listen(createServer(answer))
  const proxy = await serveFaults(origin.port)
  setInterval(() => proxy.faults(...Array.from({ length: 20 }, () => faultOf(random))), 100)
  return proxy.port
}

/** Half of the connections are damaged sooner or later. */
function faultOf(random: Random): Fault {
  const at = random.between(100, 200_000)
  return random.pick<Fault>([
    {},
    {},
    {},
    {},
    {},
    { latency: random.between(1, 20) },
    { cut: at },
    { reset: at },
    { stall: at },
    { flip: at },
  ])
}

process.send?.(await serve(Number(process.argv[2])))
process.on('disconnect', () => process.exit())
