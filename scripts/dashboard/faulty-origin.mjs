/** An origin that misbehaves in its own way at each path: versions that change, slow bodies, errors, wrong payloads. @module */

// @ts-check

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/** How often there is another version. */
const EVERY_MS = 12_000
const PIECE = 'x'.repeat(64 * 1024)

/** @typedef {import('node:http').ServerResponse} Response */

/** @param {number} version */
const prices = (version) => ({
  version,
  EUR: 1 + version / 100,
  USD: 1,
  GBP: 0.87,
  list: Array.from({ length: 40 + (version % 5) }, (_, at) => ({ id: at, price: at * version })),
})

/** @returns {Promise<{ url: string, close: () => void }>} */
export async function faultyOrigin() {
  const since = Date.now()
  const version = () => 1 + Math.floor((Date.now() - since) / EVERY_MS)

  /** @type {Readonly<Record<string, (response: Response) => void>>} */
  const paths = {
    '/fx': (response) => void (version() > 2 ? response.writeHead(503).end() : send(response, prices(1))),
    '/sanctions': (response) => void response.writeHead(403).end(),
    '/spam': (response) => send(response, version() % 3 === 0 ? { wrong: true } : prices(version())),
    '/malware': (response) =>
      void (version() % 4 === 2 ? response.destroy() : send(response, prices(version()))),
    '/catalog': (response) => trickle(response, version()),
  }
  const server = createServer(({ url = '', headers }, response) => {
    const etag = `"${createHash('sha256').update(`${url}${version()}`).digest('hex').slice(0, 12)}"`
    const usual = paths[url]
    if (usual === undefined && headers['if-none-match'] === etag)
      return void response.writeHead(304, { etag }).end()
    response.setHeader('etag', etag)
    if (usual === undefined) return send(response, prices(version()))
    return usual(response)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

/** @param {Response} response @param {unknown} value */
function send(response, value) {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(value))
}

/** Some megabytes in some seconds. @param {Response} response @param {number} version */
function trickle(response, version) {
  const body = JSON.stringify({ version, text: PIECE.repeat(60) })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  let at = 0
  const timer = setInterval(() => {
    response.write(body.slice(at, at + PIECE.length))
    at += PIECE.length
    if (at < body.length) return
    clearInterval(timer)
    response.end()
  }, 60)
  response.on('close', () => clearInterval(timer))
}
