/** Who may ask a service, and who may act. @module */

import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { json, remoteTerm, supervise } from '../../../src/index.ts'
import { listen } from '../../../src/serve/http/listen.ts'
import { service } from '../../../src/serve/service.ts'
import { newFolder } from '../../support/publishing.ts'
import { scripted } from '../../support/scripted-fetcher.ts'
import { ACTING, asked, served, TOKEN } from '../../support/served.ts'

const prices = () => remoteTerm({ name: 'prices', fetcher: scripted('[1]', '[2]'), deserialize: json })
const REFRESH = '/v1/terms/prices/refresh'
const post = (headers: Record<string, string>, body?: string) => ({
  method: 'POST',
  headers,
  ...(body !== undefined && { body }),
})

describe('a request', () => {
  it('by another name is refused: a page may have been rebound to this address', async () => {
    const { ask } = await served({ prices: prices() })
    for (const host of ['evil.test', 'localhost.evil.test', '127.0.0.1.nip.io', '*']) {
      const answer = await ask('/v1/status', { headers: { host } })
      expect([host, answer.status]).toEqual([host, 403])
      expect(answer.text).not.toContain('prices')
    }
  })

  it('by a name of the loopback is answered, whatever the port and the case', async () => {
    const { ask } = await served({ prices: prices() })
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:80', '[::1]:9']) {
      expect([host, (await ask('/v1/status', { headers: { host } })).status]).toEqual([host, 200])
    }
  })

  it('by a socket in the file system was refused by its name, which the client makes up', async () => {
    const { handler, desk, close } = service(asked)
    const path = join(await newFolder(), 'everterm.sock')
    const { close: stopListening } = await listen(handler, { path })
    const tree = await supervise({ prices: prices() }, { observers: [desk] })
    onTestFinished(async () => {
      close()
      await Promise.all([stopListening(), tree.stop()])
    })
    const status = async (headers: Record<string, string>, at = '/v1/status') => {
      const [answer] = await once(get({ socketPath: path, path: at, headers, agent: false }), 'response')
      answer.resume()
      return answer.statusCode as number
    }
    for (const at of ['/v1/status', '/v1/terms', '/v1/terms/prices', '/readyz'])
      expect([at, await status({ host: 'everterm' }, at)]).toEqual([at, 200])
    // A proxy listens elsewhere, and a page may have been rebound to that.
    expect(await status({ host: 'evil.test', 'x-forwarded-for': '192.0.2.1' })).toBe(403)
    expect(await status({ host: 'everterm', origin: 'http://evil.test' })).toBe(403)
  })

  it('by a name that the user has given is answered', async () => {
    const { ask } = await served({ prices: prices() }, { hosts: ['Admin.example.com', 'other.test:8443'] })
    const status = async (host: string) => (await ask('/v1/status', { headers: { host } })).status
    expect(await status('admin.example.com:443')).toBe(200)
    expect(await status('other.test:8443')).toBe(200)
    expect(await status('other.test:1')).toBe(403)
    const { ask: askAny } = await served({ rates: prices() }, { hosts: ['*'] })
    expect((await askAny('/v1/status', { headers: { host: 'anything.test' } })).status).toBe(200)
  })

  it('of another origin, or another site, is refused', async () => {
    const { ask } = await served({ prices: prices() })
    const refused = [
      { origin: 'http://evil.test' },
      { origin: 'null' },
      { origin: 'http://localhost:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of refused) expect((await ask('/v1/status', { headers })).status).toBe(403)
    const host = 'localhost:8080'
    for (const headers of [{ host, origin: `http://${host}` }, { 'sec-fetch-site': 'same-origin' }])
      expect((await ask('/v1/status', { headers })).status).toBe(200)
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await ask('/', { headers: link })).status).toBe(200)
  })

  it('of a kubelet is answered by any name, and learns nothing of the terms', async () => {
    const { ask } = await served({ prices: prices() })
    const { status, text } = await ask('/readyz', { headers: { host: '10.1.2.3:8080' } })
    expect(status).toBe(200)
    expect(text).not.toContain('prices')
  })
})

describe('an action', () => {
  it('wants the token', async () => {
    const { ask } = await served({ prices: prices() })
    const others = [
      undefined,
      'Bearer',
      'Bearer wrong',
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN}x`,
      'Bearer '.repeat(99),
    ]
    for (const authorization of others) {
      const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
      const answer = await ask(REFRESH, post(headers))
      expect([authorization, answer.status]).toEqual([authorization, 401])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
      expect(answer.text).not.toContain(TOKEN)
    }
  })

  it('is refused where no token was set, whatever is sent', async () => {
    const { ask } = await served({ prices: prices() }, { token: undefined })
    const answer = await ask(REFRESH, post(ACTING))
    expect([answer.status, answer.json().error]).toMatchObject([403, { code: 'ERR_SERVE_FORBIDDEN' }])
    expect((await ask('/v1/status')).json().actions).toBe('off')
  })

  it('is refused to a form of another page, even with the token', async () => {
    const { ask } = await served({ prices: prices() })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonx',
    ])
      expect((await ask(REFRESH, post({ ...ACTING, 'content-type': type }))).status).toBe(415)
    expect((await ask(REFRESH, post({ ...ACTING, origin: 'https://evil.test' }))).status).toBe(403)
    expect((await ask(REFRESH, post({ ...ACTING, host: 'evil.test' }))).status).toBe(403)
    expect((await ask('/v1/status')).json<{ terms: { version: string }[] }>().terms[0]?.version).toBe('[1]')
  })

  it('has a small body of JSON, or none', async () => {
    const { ask } = await served({ prices: prices() })
    const status = async (body?: string) => (await ask(REFRESH, post(ACTING, body))).status
    expect(await status()).toBe(200)
    expect(await status('{"version":"x"}')).toBe(200)
    for (const body of ['[]', '7', '{', '{"version":""}', '{"version":7}'])
      expect([body, await status(body)]).toEqual([body, 400])
    expect(await status(JSON.stringify({ version: 'x'.repeat(5_000) }))).toBe(413)
  })

  it('is not done by a GET', async () => {
    const { ask } = await served({ prices: prices() })
    expect((await ask(REFRESH, { headers: ACTING })).status).not.toBe(200)
    expect((await ask('/v1/status')).json<{ terms: { version: string }[] }>().terms[0]?.version).toBe('[1]')
  })
})

it('no path leads out of the fixed list of files', async () => {
  const { ask } = await served({ prices: prices() })
  for (const path of [
    '/../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/../../package.json',
    '//etc/passwd',
    '/assets/%00',
    '/constructor',
    '/__proto__',
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 404])
  for (const path of ['/v1/terms/%zz', '/%']) expect([path, (await ask(path)).status]).toEqual([path, 400])
  for (const path of ['/v1/terms/__proto__', '/v1/status/constructor', '/v1/terms/', '/v1/diff'])
    expect([path, (await ask(path)).status]).toEqual([path, 404])
})

it('a page may run its own scripts, and is nobody else’s', async () => {
  const { ask } = await served({ prices: prices() })
  const { headers, text } = await ask('/')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
  })
  expect(headers['access-control-allow-origin']).toBeUndefined()
  expect(text).toContain('npm run build')
})
