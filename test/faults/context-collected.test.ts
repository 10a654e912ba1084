/** What a request carried is collected after it, though the terms that it refreshed live on: sockets, timers, threads, watchers. @module */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CompiledPackage, compilePackage } from '../support/compiled-package.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

let everterm: CompiledPackage
let origin: Origin

beforeAll(async () => {
  everterm = await compilePackage()
  origin = await serveOrigin()
  origin.publish('/prices', JSON.stringify(Array.from({ length: 2_000 }, (_, id) => ({ id, price: id / 4 }))))
})
afterAll(async () => {
  await origin.close()
  await everterm[Symbol.asyncDispose]()
})

const COLLECTED = `
  import { AsyncLocalStorage } from 'node:async_hooks'
  import { setTimeout as delay } from 'node:timers/promises'
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc')
  const als = new AsyncLocalStorage()

  /** Runs a request, and tells whether what it carried is collected while all else lives on. */
  const isCollected = async (request) => {
    const ref = await (async () => {
      const carried = { id: 7, body: new Array(1000).fill('x') }
      await als.run(carried, request)
      return new WeakRef(carried)
    })()
    for (let round = 0; round < 200; round++) {
      await delay(10)
      gc()
      if (ref.deref() === undefined) return true
    }
    return false
  }
`

const script = (body: string) => everterm.run(`${COLLECTED}\n${body}`)

it.each<[string, string]>([
  ['http', `http('${'ORIGIN'}/prices', { headers: { 'x-a': 'b' } })`],
  ['http with headers that rotate', `http('${'ORIGIN'}/prices', { headers: async () => ({ 'x-a': 'b' }) })`],
  ['a file', "file('package.json')"],
  ['several origins', `firstOf([http('${'ORIGIN'}/none'), http('${'ORIGIN'}/prices')])`],
  [
    'S3',
    "s3({ bucket: 'b', key: 'k', region: 'eu-west-1', endpoint: 'ORIGIN', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })",
  ],
])('of a request that refreshes a term over %s', async (_, fetcher) => {
  const { stdout, stderr, code } = await script(`
    import { bytes, file, firstOf, http, remoteTerm, supervise } from 'everterm'
    import { s3 } from 'everterm/s3'
    const seen = new Set()
    const validate = () => void seen.add(als.getStore()?.id)
    const fetcher = ${fetcher.replaceAll('ORIGIN', origin.url)}
    const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: 20, start: 'background', validate,
      deserialize: bytes({ shared: true }), retry: { base: 20, cap: 20 } })
    const tree = await supervise({ term }, { workers: { above: 0 } })
    const collected = await isCollected(async () => {
      await term.refresh().catch(() => {})
      await term.refresh().catch(() => {})
    })
    const ended = term.status().lastProbeAt !== undefined
    console.log(collected, ended, [...seen].filter((id) => id !== undefined).length)
    await tree.stop()
  `)
  expect({ stdout, code }, stderr).toEqual({ stdout: 'true true 0\n', code: 0 })
})

it('of a request that makes a fetcher, and one that adds and removes a term', async () => {
  const { stdout, stderr } = await script(`
    import { http, json, remoteTerm, supervise } from 'everterm'
    const tree = await supervise({})
    let made
    const first = await isCollected(async () => {
      made = remoteTerm({ name: 'prices', fetcher: http('${origin.url}/prices', { headers: { a: 'b' } }), deserialize: json })
      await tree.add('prices', made)
    })
    const second = await isCollected(async () => {
      const other = remoteTerm({ name: 'other', fetcher: http('${origin.url}/prices'), deserialize: json })
      await tree.add('other', other)
      await tree.remove('other')
    })
    console.log(first, second, made.get().length)
    await tree.stop()
  `)
  expect(stdout, stderr).toBe('true true 2000\n')
})

it('of a request that shares a term with a thread, and one there that attaches it', async () => {
  const { stdout, stderr } = await script(`
    import { Worker } from 'node:worker_threads'
    import { fixed, json, remoteTerm, supervise } from 'everterm'
    const term = remoteTerm({ name: 'prices', fetcher: fixed('{"EUR":1}'), deserialize: json })
    const tree = await supervise({ term })
    const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(COLLECTED)} + \`
      import { parentPort } from 'node:worker_threads'
      const { attach } = await import('\${import.meta.resolve('everterm/worker')}')
      let prices
      const collected = await isCollected(async () => {
        prices = attach('prices')
        await prices.ready()
      })
      parentPort.postMessage([collected, prices.get().EUR])
      setInterval(() => {}, 1000)
    \`)))
    const told = new Promise((resolve) => worker.once('message', resolve))
    const collected = await isCollected(async () => {
      term.shareWith(worker)
      await told
    })
    console.log(collected, ...(await told))
    await worker.terminate()
    await tree.stop()
  `)
  expect(stdout, stderr).toBe('true true 1\n')
})
