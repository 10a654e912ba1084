/**
 * Serves files from memory, until it is ended. `/set/form` is the current version of a file, and asking for `/version/2`
 * makes that version current.
 *
 * @module
 */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const { files } = JSON.parse(process.argv[2])
const bodies = Object.fromEntries(
  Object.entries(files).map(([path, versions]) => [path, versions.map((file) => readFileSync(file))]),
)
let version = 1

const server = createServer(({ url, headers }, response) => {
  const [, asked] = /^\/version\/(\d)$/.exec(url) ?? []
  if (asked !== undefined) {
    version = Number(asked)
    return response.writeHead(204).end()
  }
  const etag = `"v${version}"`
  if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
  const body = bodies[url][version - 1]
  return response
    .writeHead(200, { etag, 'content-type': 'application/gzip', 'content-length': body.byteLength })
    .end(body)
})
// A process that was frozen for seconds must find its connection as it was.
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`))
