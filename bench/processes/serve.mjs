/** Serves a table, or a constant by Fastify, to a process that asks as often as it can; at rest, then while it refreshes. @module */

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { file, remoteTerm, supervise, table } from 'everterm'
import fastify from 'fastify'
import { startProcess } from '../support/in-process.mjs'
import { keyOf } from '../support/records.mjs'

const { way, paths, seconds } = JSON.parse(process.argv[2])
const TIMES = 500
const served = way === 'fastify' ? await constant() : await tabled()

await load(1)
const before = process.cpuUsage()
const rest = await load(seconds)
const { user, system } = process.cpuUsage(before)
const [meanwhile, refreshes] = await Promise.all([load(seconds), served.refreshing(seconds)])
await served.close()
process.send({ rate: rest.count / seconds, cpu: (user + system) / rest.count, rest, meanwhile, refreshes })
process.disconnect()

/** What a process of its own measures, so that only the answers are work of this one. */
async function load(during) {
  const { message, stop } = await startProcess('load', {
    url: served.url,
    headers: served.headers,
    seconds: during,
  })
  await stop()
  return message
}

async function constant() {
  const app = fastify()
  app.get('/prices', () => ({ id: 'SKU-00000042', name: 'Tea', price: 3, tags: ['alpha', 'bravo'] }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${app.server.address().port}/prices`
  return { url, headers: {}, refreshing: besideBusyThread, close: () => app.close() }
}

/** A thread that works as one that decodes does, and has nothing else to do with this one: what is left is the machine's. */
async function besideBusyThread(during) {
  const busy = new Worker(new URL('busy.mjs', import.meta.url), { workerData: during })
  await once(busy, 'exit')
  return 0
}

async function tabled() {
  const { service } = await import('../../dist/src/serve/service.js')
  const { listen } = await import('../../dist/src/serve/http/listen.js')
  const { assetsIn } = await import('../../dist/src/serve/http/assets.js')
  let version = 0
  const sources = paths.map((path) => file(path))
  const fetcher = {
    name: 'two files',
    async probe(_, context) {
      version += 1
      return {
        ...(await sources[version % 2].probe(undefined, context)),
        version: `v${version}`,
        known: { version },
      }
    },
  }
  const limits = { maxBytes: 2 ** 30, maxInflatedBytes: 2 ** 30 }
  const term = remoteTerm({ name: 'prices', fetcher, deserialize: table(), refreshInterval: null, limits })
  const assets = assetsIn(new URL('file:///nowhere/'))
  const options = { name: 'bench', token: undefined, values: false, data: true, base: '', hosts: [], assets }
  const { handler, desk, close } = service(options)
  const tree = await supervise({ term }, { observers: [desk] })
  const listening = await listen(handler, {})
  const url = `${listening.url}v1/terms/prices/${keyOf(TIMES)}`
  const etag = (await fetch(url)).headers.get('etag')
  return {
    url,
    headers: way === 'unchanged' ? { 'if-none-match': `${etag}, *` } : {},
    async refreshing(during) {
      const until = performance.now() + during * 1000
      let refreshes = 0
      while (performance.now() < until) {
        await term.refresh()
        refreshes += 1
      }
      return refreshes
    },
    async close() {
      close()
      await listening.close()
      await tree.stop()
    },
  }
}
