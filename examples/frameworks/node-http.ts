/** A plain server of Node's: the dashboard takes what is below its path, the probes what is theirs, the rest is yours. @module */

import { createServer } from 'node:http'
import { supervise } from 'everterm'
import { dashboard } from 'everterm/dashboard'
import { healthHandler } from 'everterm/health'
import { prices } from './prices.ts'

const tree = await supervise({ prices })
const board = dashboard(tree, { base: '/admin/terms' })
const probes = healthHandler(tree)

const server = createServer((request, response) => {
  board(request, response, () => {
    probes(request, response, () => {
      const [, currency] = /^\/prices\/([A-Z]{3})$/.exec(request.url ?? '') ?? []
      const price = currency === undefined ? undefined : prices.get()[currency]
      response.writeHead(price === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(price ?? null))
    })
  })
})
server.listen(Number(process.env.PORT ?? 3000))

process.once('SIGTERM', async () => {
  server.close()
  await board.close() // a page that is open holds the server
  await tree.stop()
})
