/** Payloads for other processes: just as they came, by a service of the host that has asked once. @module */

import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { TermConfig } from '../../../src/serve/config/index.ts'
import { deferred } from '../../support/deferred.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { askJson, ownFolder, runningService } from '../../support/running-service.ts'

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A service that holds what the origin has published. */
async function holding(origin: Origin, more: Partial<TermConfig> = {}) {
  const prices = { from: `${origin.url}/prices`, refreshInterval: '1h' as const, ...more }
  const running = await runningService({ payloads: true, token: 'a-token-for-this-test', terms: { prices } })
  await expect.poll(async () => (await askJson(running, '/readyz')).status).toBe(200)
  const ask = (query = '', headers: Record<string, string> = {}, method = 'GET') =>
    fetch(new URL(`/v1/payloads/prices${query}`, running.url), { headers, method })
  const refresh = () =>
    fetch(new URL('/v1/terms/prices/refresh', running.url), {
      method: 'POST',
      headers: { authorization: 'Bearer a-token-for-this-test', 'content-type': 'application/json' },
      body: '{}',
    })
  return { running, ask, refresh }
}

describe('a payload', () => {
  it('is given as it came, with all that is known of it', async () => {
    await using origin = await serveOrigin()
    const wire = gzipSync('{"EUR":1}')
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const modified = 'Wed, 21 Oct 2015 07:28:00 GMT'
    origin.reply('/prices', {
      headers: { ...headers, etag: '"v 1\u00e9"', 'last-modified': modified },
      body: wire,
    })
    const { ask } = await holding(origin)
    const answer = await ask('', { 'accept-encoding': 'identity' })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': String(wire.byteLength),
      etag: `"${digestOf(wire)}"`,
      'repr-digest': `sha-256=:${createHash('sha256').update(wire).digest('base64')}:`,
      'last-modified': modified,
      'everterm-modified': String(Date.parse(modified)),
      'everterm-age': expect.stringMatching(/^\d+$/),
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(decodeURIComponent(answer.headers.get('everterm-version') ?? '')).toBe('"v 1\u00e9"')
    expect(await answer.json()).toEqual({ EUR: 1 })
  })

  it('is not sent again to who has it, nor with HEAD', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { ask } = await holding(origin)
    const tag = (await ask()).headers.get('etag') ?? ''
    expect((await ask('', { 'if-none-match': tag })).status).toBe(304)
    expect((await ask('', { 'if-none-match': `"other", W/${tag}` })).status).toBe(304)
    expect((await ask('', { 'if-none-match': '"other"' })).status).toBe(200)
    const head = await ask('', {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '9', ''])
  })

  it('is waited for by who has the present one', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { ask, refresh } = await holding(origin)
    const tag = (await ask()).headers.get('etag') ?? ''
    expect((await ask('?wait=50ms', { 'if-none-match': tag })).status).toBe(304)
    const waiting = ask('?wait=30s', { 'if-none-match': tag })
    origin.publish('/prices', '{"EUR":2}')
    await refresh()
    expect(await (await waiting).json()).toEqual({ EUR: 2 })
  })

  it('is waited for by who comes before the first one', async () => {
    await using origin = await serveOrigin()
    const given = deferred()
    origin.reply('/prices', async (_, response) => {
      await given.promise
      response.end('{"EUR":1}')
    })
    const terms = { prices: { from: `${origin.url}/prices`, payload: true } }
    const running = await runningService({ terms })
    expect(await askJson(running, '/v1/payloads/prices')).toMatchObject({
      status: 503,
      body: { error: { code: 'ERR_TERM_NOT_LOADED', term: 'prices' } },
    })
    const waiting = askJson(running, '/v1/payloads/prices?wait=30s')
    given.resolve()
    expect(await waiting).toEqual({ status: 200, body: { EUR: 1 } })
  })

  it('is not there where nobody has asked for it', async () => {
    const folder = await ownFolder()
    await writeFile(join(folder, 'prices.json'), '{}')
    const from = join(folder, 'prices.json')
    const running = await runningService({ payloads: true, terms: { prices: { from, payload: false } } })
    const refused = { status: 404, body: { error: { code: 'ERR_SERVE_NOT_FOUND' } } }
    expect(await askJson(running, '/v1/payloads/prices')).toMatchObject(refused)
    expect(await askJson(running, '/v1/payloads/others')).toMatchObject(refused)
  })

  it('is that of the value that readers have, also after a rollback', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { running, ask, refresh } = await holding(origin, { history: 1 })
    origin.publish('/prices', '{"EUR":2}')
    await refresh()
    expect(await (await ask()).json()).toEqual({ EUR: 2 })
    await fetch(new URL('/v1/terms/prices/rollback', running.url), {
      method: 'POST',
      headers: { authorization: 'Bearer a-token-for-this-test', 'content-type': 'application/json' },
      body: '{}',
    })
    expect(await (await ask()).json()).toEqual({ EUR: 1 })
  })

  it('is there after a restart, out of the keepsake, while the origin is down', async () => {
    const dir = await ownFolder()
    const origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { running } = await holding(origin, { keepsake: { dir } })
    await running.stop()
    origin.reply('/prices', { status: 500 })
    const { ask } = await holding(origin, { keepsake: { dir } })
    expect(await (await ask()).json()).toEqual({ EUR: 1 })
    await origin[Symbol.asyncDispose]()
  })
})
