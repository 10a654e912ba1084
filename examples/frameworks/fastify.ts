/** Fastify: the plugin starts the tree with the server, answers the probes and stops the tree with it. @module */

import { dashboard } from 'everterm/dashboard'
import { everterm } from 'everterm/fastify'
import fastify from 'fastify'
import { prices } from './prices.ts'

const app = fastify()
await app.register(everterm, { terms: { prices } })

const board = dashboard(app.supervision, { base: '/admin/terms' })
// A hook, and no route: Fastify would read the body of an action before the dashboard can.
app.addHook('onRequest', (request, reply, next) => board(request.raw, reply.raw, () => next()))
app.addHook('preClose', () => board.close()) // a page that is open holds the server

app.get<{ Params: { currency: string } }>('/prices/:currency', async ({ params }, reply) => {
  const price = prices.get()[params.currency]
  return reply.code(price === undefined ? 404 : 200).send(JSON.stringify(price ?? null))
})
await app.listen({ port: Number(process.env.PORT ?? 3000) })

process.once('SIGTERM', () => app.close())
