/** Serves one body of random bytes from memory, until it is ended. @module */

import { randomFillSync } from 'node:crypto'
import { createServer } from 'node:http'

const { megabytes } = JSON.parse(process.argv[2])
const body = randomFillSync(Buffer.allocUnsafeSlow(megabytes * 1e6))
const headers = { etag: '"v1"', 'content-length': body.byteLength, 'accept-ranges': 'bytes' }
const server = createServer((_, response) => response.writeHead(200, headers).end(body))
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`))
