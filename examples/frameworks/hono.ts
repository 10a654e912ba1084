/** Hono on Node: what answers by Node's own request and response tells Hono that it has answered. @module */

import { type HttpBindings, serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { supervise } from 'everterm'
import { dashboard } from 'everterm/dashboard'
import { type HealthHandler, healthHandler } from 'everterm/health'
import { type Context, Hono } from 'hono'
import { prices } from './prices.ts'

const tree = await supervise({ prices })
const board = dashboard(tree, { base: '/admin/terms' })

type OnNode = { Bindings: HttpBindings }

const onNode = (handler: HealthHandler) => (context: Context<OnNode>) => {
  handler(context.env.incoming, context.env.outgoing)
  return RESPONSE_ALREADY_SENT
}

const app = new Hono<OnNode>()
app.on('GET', ['/startupz', '/readyz', '/livez'], onNode(healthHandler(tree)))
app.all('/admin/terms/*', onNode(board))
app.get('/prices/:currency', (context) => {
  const price = prices.get()[context.req.param('currency')]
  return context.json(price ?? null, price === undefined ? 404 : 200)
})
const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })

process.once('SIGTERM', async () => {
  server.close()
  await board.close() // a page that is open holds the server
  await tree.stop()
})
