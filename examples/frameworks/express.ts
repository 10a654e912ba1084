/** Express: probes and dashboard are middleware. @module */

import { supervise } from 'everterm'
import { dashboard } from 'everterm/dashboard'
import { healthHandler } from 'everterm/health'
import express from 'express'
import { prices } from './prices.ts'

const tree = await supervise({ prices })
const board = dashboard(tree)

const app = express()
app.use(healthHandler(tree))
app.use('/admin/terms', board)
app.get('/prices/:currency', (request, response) => {
  const price = prices.get()[request.params.currency]
  response.status(price === undefined ? 404 : 200).json(price ?? null)
})
const server = app.listen(Number(process.env.PORT ?? 3000))

process.once('SIGTERM', async () => {
  server.close()
  await board.close() // a page that is open holds the server
  await tree.stop()
})
