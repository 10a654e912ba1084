/** A configuration that runs: what it answers while it starts and afterwards, and how it ends. @module */

import { once } from 'node:events'
import { chmod, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveConfig } from '../../../src/serve/run/index.ts'
import { serveOrigin } from '../../support/origin.ts'
import { askJson, ownFolder, quietly, runningService } from '../../support/running-service.ts'

describe('a service', () => {
  it('listens before its terms have loaded, and says so', async () => {
    await using origin = await serveOrigin()
    let answerNow = () => {}
    const mayAnswer = new Promise<void>((resolve) => {
      answerNow = resolve
    })
    origin.reply('/prices', async (_, response) => {
      await mayAnswer
      response.end('{"EUR":1}')
    })
    const running = await runningService({ terms: { prices: { from: `${origin.url}/prices` } } })
    expect(await askJson(running, '/startupz')).toMatchObject({ status: 503, body: { ok: false } })
    expect(await askJson(running, '/livez')).toMatchObject({ status: 200 })
    expect((await askJson(running, '/v1/terms/prices')).status).toBe(503)
    answerNow()
    await expect.poll(() => askJson(running, '/readyz')).toMatchObject({ status: 200, body: { ok: true } })
    expect(await askJson(running, '/v1/terms/prices')).toEqual({ status: 200, body: { EUR: 1 } })
  })

  it('stops again when a term that is required does not load', async () => {
    await using origin = await serveOrigin()
    const terms = {
      prices: { from: `${origin.url}/none`, start: { policy: 'require', within: '100ms' } },
    } as const
    const running = await serveConfig(quietly({ terms }))
    await expect(running.started).rejects.toThrow(/prices/)
    await expect(fetch(new URL('/livez', running.url))).rejects.toThrow()
  })

  it('has groups, whose terms are asked for by their own names', async () => {
    const folder = await ownFolder()
    await writeFile(join(folder, 'spam.txt'), 'a@b.example')
    const spam = { from: join(folder, 'spam.txt'), format: 'text' } as const
    const running = await runningService({ terms: { lists: { group: { spam } } } })
    await expect.poll(async () => (await fetch(new URL('/v1/terms/spam', running.url))).status).toBe(200)
    const answer = await fetch(new URL('/v1/terms/spam', running.url))
    expect(await answer.text()).toContain('a@b.example')
  })

  it('tells Prometheus of its terms, by a provider of its own', async () => {
    const folder = await ownFolder()
    await writeFile(join(folder, 'prices.json'), '{}')
    const running = await runningService({ terms: { prices: { from: join(folder, 'prices.json') } } })
    const scraped = async () => (await fetch(new URL('/metrics', running.url))).text()
    await expect.poll(scraped).toMatch(/everterm_term_ready\{[^}]*everterm_term_name="prices"[^}]*\} 1/)
    expect(await scraped()).toContain('everterm_refresh_duration')
    expect(await scraped()).toMatch(/target_info\{[^}]*service_name="(?!unknown)/)
  })

  it('is not ready while it drains, ends those who wait, and still answers', async () => {
    const folder = await ownFolder()
    await writeFile(join(folder, 'prices.json'), '{"EUR":1}')
    const running = await serveConfig({
      ...quietly({ terms: { prices: { from: join(folder, 'prices.json') } } }),
      drainMs: 300,
    })
    await running.started
    await expect.poll(async () => (await askJson(running, '/readyz')).status).toBe(200)
    const first = await fetch(new URL('/v1/terms/prices', running.url))
    await first.arrayBuffer()
    const tag = first.headers.get('etag') ?? expect.fail()
    const waiting = fetch(new URL('/v1/terms/prices?wait=30s', running.url), {
      headers: { 'if-none-match': tag },
    })
    const streaming = fetch(new URL('/v1/events', running.url)).then((answer) => answer.text())
    await expect.poll(async () => (await askJson(running, '/livez')).status).toBe(200)
    const ending = running.stop()
    expect((await waiting).status).toBe(304)
    expect(await streaming).toBeDefined()
    expect(await askJson(running, '/readyz')).toEqual({
      status: 503,
      body: { probe: 'ready', ok: false, state: 'draining' },
    })
    expect((await askJson(running, '/readyz?verbose=1')).status).toBe(503)
    expect((await fetch(new URL('/readyz', running.url), { method: 'HEAD' })).status).toBe(503)
    const last = await fetch(new URL('/v1/terms/prices', running.url))
    expect(last.headers.get('connection')).toBe('close')
    expect(await last.json()).toEqual({ EUR: 1 })
    await ending
    await expect(fetch(new URL('/livez', running.url))).rejects.toThrow()
  })
})

describe('a service at a socket', () => {
  const terms = { prices: { from: '/nowhere.json' } }
  const livez = async (socket: string) => {
    const dispatcher = new Agent({ connect: { socketPath: socket } })
    onTestFinished(() => dispatcher.close())
    const { statusCode, body } = await request('http://localhost/livez', { dispatcher })
    await body.dump()
    return statusCode
  }

  it('answers whoever is of its group, and nobody else', async () => {
    const socket = join(await ownFolder(), 'everterm.sock')
    const running = await runningService({ socket, terms })
    expect(running.url).toBe(`unix:${socket}`)
    expect(await livez(socket)).toBe(200)
    expect((await stat(socket)).mode & 0o777).toBe(0o660)
  })

  it('takes the place of a socket at which nobody answers', async () => {
    const socket = join(await ownFolder(), 'everterm.sock')
    const { spawnSync } = await import('node:child_process')
    // Ended by force, it leaves its socket behind.
    const code = `require('node:net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['-e', code])
    expect((await stat(socket)).isSocket()).toBe(true)
    await runningService({ socket, terms })
    expect(await livez(socket)).toBe(200)
  })

  it('leaves the socket of another service alone', async () => {
    const socket = join(await ownFolder(), 'everterm.sock')
    const other = createServer().listen(socket)
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    await expect(serveConfig(quietly({ socket, terms }))).rejects.toThrow(
      `EADDRINUSE: another process listens at the socket ${socket}`,
    )
    await chmod(socket, 0o600)
  })
})
