/** The dashboard in somebody's server, alone, and with wrong options. @module */

import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Dashboard, type DashboardOptions, dashboard } from '../../src/dashboard.ts'
import { fixed, json, remoteTerm, supervise } from '../../src/index.ts'
import { assetsIn } from '../../src/serve/http/assets.ts'
import { listen } from '../../src/serve/http/listen.ts'

const rates = () => remoteTerm({ name: 'rates', fetcher: fixed('{}'), deserialize: json })

async function boarded(options: DashboardOptions = {}): Promise<Dashboard> {
  const board = dashboard(undefined, { name: 'shop', ...options })
  const tree = await supervise({ rates: rates() }, { observers: [board] })
  onTestFinished(async () => {
    await board.close()
    await tree.stop()
  })
  return board
}

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'everterm-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

describe('a dashboard', () => {
  it('listens alone, and ends with its streams', async () => {
    const board = await boarded()
    const { url } = await board.listen()
    expect(await (await fetch(`${url}v1/status`)).json()).toMatchObject({
      name: 'shop',
      actions: 'off',
      values: false,
    })
    const stream = await fetch(`${url}v1/events`)
    await board.close()
    expect(await stream.text()).toContain('event:tree')
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('listens at a socket of this user’s, also where a dead process has left one', async () => {
    const board = await boarded()
    const path = join(folder(), 's.sock')
    const { url } = await board.listen({ path })
    expect(url).toBe(`unix:${path}`)
    const [answer] = (await once(get({ socketPath: path, path: '/livez' }), 'response')) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(200)
    await expect(board.listen({ path })).rejects.toThrow('EADDRINUSE')
  })

  it('takes a number for the port, and says where values and a base are', async () => {
    const board = await boarded({ values: true })
    const { url } = await board.listen(0)
    const said = async (path: string) =>
      ((await (await fetch(url + path)).json()) as { error: { message: string } }).error.message
    expect(await said('v1/terms/rates')).toContain('what people may see of it is at `v1/values/rates`')
    for (const path of ['ops/', 'ops/v1/status']) expect(await said(path)).toContain('{ base }')
    expect(await said('other')).toBe('there is nothing at this path')
  })

  it('joins a tree that runs, and leaves it', async () => {
    const tree = await supervise({ rates: rates() })
    const board = dashboard(tree)
    const { url } = await board.listen()
    expect(await (await fetch(`${url}v1/status/rates`)).json()).toMatchObject({ facts: { reads: 'current' } })
    await board[Symbol.asyncDispose]()
    await tree.stop()
  })

  it('is mounted below a path, and leaves the rest to others', async () => {
    const board = await boarded({ base: '/admin/terms' })
    const server = createServer((request, response) => board(request, response, () => response.end('mine')))
    onTestFinished(() => void server.close())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const at = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    expect(await (await at('/')).text()).toBe('mine')
    expect(await (await at('/admin/terms/shop.html')).text()).toBe('mine')
    expect(await (await at('/admin/termsX')).text()).toBe('mine')
    expect((await at('/admin/terms/v1/status')).status).toBe(200)
    expect((await at('/admin/terms')).url).toMatch(/\/admin\/terms\/$/)
    const never = await (await at('/admin/terms/nothing')).text()
    expect(never).toBe('mine')
  })

  it('is mounted in a framework that takes the path away', async () => {
    const board = await boarded()
    const server = createServer((request, response) => {
      const { url = '' } = request
      board(Object.assign(request, { originalUrl: url, url: url.slice('/admin'.length) || '/' }), response)
    })
    onTestFinished(() => void server.close())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`
    expect((await fetch(root, { redirect: 'manual' })).headers.get('location')).toBe('./admin/')
    expect((await fetch(`${root}/v1/status`)).status).toBe(200)
  })

  it('that is mounted at the root leaves alone what is not its own, whoever is asked', async () => {
    const board = await boarded()
    const server = createServer((request, response) => board(request, response, () => response.end('mine')))
    onTestFinished(() => void server.close())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const asking = get({ port, host: '127.0.0.1', path: '/shop', headers: { host: 'shop.example.com' } })
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    expect(Buffer.concat(await answer.toArray()).toString()).toBe('mine')
  })

  it('is mounted in Fastify', async () => {
    const board = await boarded({ base: '/admin/terms' })
    const app = fastify()
    app.all('/admin/terms*', (request, reply) => {
      reply.hijack()
      board(request.raw, reply.raw)
    })
    onTestFinished(() => app.close())
    const root = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(await (await fetch(`${root}/admin/terms/v1/status`)).json()).toMatchObject({ name: 'shop' })
  })
})

it('files are sent zipped, and for ever where their names say what is in them', async () => {
  const root = folder()
  const script = 'say(1);\n'.repeat(200)
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'index-BHnF-WHc.js'), script)
  const assets = assetsIn(pathToFileURL(`${root}/`))
  const { url, close } = await listen((request, response) => {
    if (!assets.answer(request, response, (request.url ?? '').slice(1))) response.writeHead(404).end()
  }, {})
  onTestFinished(() => close())
  const asking = get(`${url}index-BHnF-WHc.js`, { headers: { 'accept-encoding': 'br, gzip' } })
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  const chunks = await answer.toArray()
  expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(script)
  expect(answer.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
    vary: 'accept-encoding',
  })
  const page = await fetch(url)
  expect([page.headers.get('cache-control'), await page.text()]).toEqual(['no-cache', '<!doctype html>'])
  const again = await fetch(url, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  expect((await fetch(`${url}package.json`)).status).toBe(404)
})

describe('a wrong option', () => {
  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ token: 'short' }, 'one of 5 characters'],
    [{ token: 'with spaces in it, and long' }, 'without spaces'],
    [{ base: 'admin' }, '`base`'],
    [{ base: '/a/../b?' }, '`base`'],
    [{ hosts: 'example.com' }, '`hosts`'],
    [{ hosts: ['https://example.com'] }, '`hosts`'],
    [{ values: 'yes' }, '`values`'],
    [{ name: '' }, '`name`'],
    [{ tokn: 'x' }, 'token'],
  ]
  it.each(wrong)('%j is told at once', (options, words) => {
    expect(() => dashboard(undefined, options as DashboardOptions)).toThrow(words)
  })

  it('that is a secret is not quoted', () => {
    expect(() => dashboard(undefined, { token: 'hunter2' })).not.toThrow('hunter2')
  })

  it('for a tree says what is wanted', async () => {
    const starting = supervise({ rates: rates() })
    expect(() => dashboard(starting as never)).toThrow('await it first')
    await (await starting).stop()
    expect(() => dashboard({} as never)).toThrow('what `supervise` gives')
  })
})
