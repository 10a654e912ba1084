/** `everterm dash`: the dashboard onto another process, for whoever sits at this machine alone. @module */

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { fixed, json, remoteTerm, type Supervision, supervise } from '../../src/index.ts'
import type { TreeFacts } from '../../src/serve/api/tree-facts.ts'
import { type RunningEverterm, startEverterm } from '../support/everterm.ts'

const TOKEN = 'the-token-of-the-process'

let tree: Supervision
let board: ReturnType<typeof dashboard>
let url = ''
beforeAll(async () => {
  board = dashboard(undefined, { name: 'checkout', token: TOKEN })
  const prices = remoteTerm({ name: 'prices', fetcher: fixed('{"EUR":1}'), deserialize: json })
  tree = await supervise({ prices }, { observers: [board] })
  url = (await board.listen()).url
})
afterAll(async () => {
  await board.close()
  await tree.stop()
})

interface Dash {
  readonly running: RunningEverterm
  /** Where it listens, without what is behind it. */
  readonly url: string
  readonly pass: string | undefined
}

async function dash(words: readonly string[], env: Record<string, string> = {}): Promise<Dash> {
  const running = startEverterm(['dash', '--json', ...words], { env })
  const [, address = ''] = /"url":"([^"]+)"/.exec(await running.line(/"url"/)) ?? []
  const { origin, hash } = new URL(address)
  return { running, url: origin, pass: hash === '' ? undefined : hash.slice(1) }
}

const ended = async ({ running }: Dash) => {
  running.kill('SIGINT')
  return (await running.ended).code
}

interface Reply {
  readonly status: number | undefined
  readonly text: string
}

const ask = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Reply>((resolve, reject) => {
    const asking = request(address, { method, headers }, async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      resolve({ status: answer.statusCode, text })
    })
    asking.on('error', reject)
    asking.end(method === 'POST' ? '{}' : undefined)
  })

const refresh = ({ url }: Dash, headers: Record<string, string>) =>
  ask(`${url}/v1/terms/prices/refresh`, { 'content-type': 'application/json', ...headers }, 'POST')

describe('without a token', () => {
  it('shows the dashboard, and passes on what it asks, streams too', async () => {
    const open = await dash(['--to', url])
    expect((await ask(`${open.url}/`)).text).toContain('<!doctype html>')
    const facts = JSON.parse((await ask(`${open.url}/v1/status`)).text) as TreeFacts
    expect(facts.name).toBe('checkout')
    expect((await ask(`${open.url}/v1/fleet`)).text).toContain('this process is in no fleet')
    const first = await new Promise<string>((resolve) => {
      const asking = request(`${open.url}/v1/events`, (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
          if (!text.includes('event:')) return
          resolve(text)
          asking.destroy()
        })
      })
      asking.end()
    })
    expect(first).toMatch(/event: ?tree/)
    expect(await ended(open)).toBe(130)
  })

  it('lets those act who have the token of the process', async () => {
    const open = await dash(['--to', url])
    expect((await refresh(open, {})).status).toBe(401)
    expect((await refresh(open, { authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    expect((await ask(`${open.url}/enter`)).status).toBe(404)
    await ended(open)
  })
})

describe('with a token', () => {
  it('gives a pass to whoever has the address, and to nobody else', async () => {
    const open = await dash(['--to', url], { EVERTERM_TOKEN: TOKEN })
    expect(open.pass).toMatch(/^[\w-]{32}$/)
    expect((await ask(`${open.url}/enter`)).text).toContain('<script src="enter.js">')
    expect((await ask(`${open.url}/enter.js`)).text).not.toContain(open.pass)
    expect((await refresh(open, {})).status).toBe(401)
    expect((await refresh(open, { authorization: `Bearer ${open.pass}` })).status).toBe(200)
    await ended(open)
  })

  it('refuses other pages, and other names of this machine', async () => {
    const open = await dash(['--to', url], { EVERTERM_TOKEN: TOKEN })
    const authorization = `Bearer ${open.pass}`
    expect((await refresh(open, { authorization, origin: 'https://evil.example' })).status).toBe(403)
    expect((await refresh(open, { authorization, host: 'evil.example' })).status).toBe(403)
    expect((await ask(`${open.url}/v1/status`, { host: 'rebound.example' })).status).toBe(403)
    await ended(open)
  })
})

it('leaves the port of `serve` alone, and has a twin of its own', async () => {
  const { port } = new URL(url)
  const beside = await dash(['--to', url], { EVERTERM_PORT: port })
  expect(new URL(beside.url).port).not.toBe(port)
  const asked = new URL(beside.url).port
  await ended(beside)
  const open = await dash(['--to', url], { EVERTERM_DASH_PORT: asked })
  expect(new URL(open.url).port).toBe(asked)
  await ended(open)
})

it('opens while the process is away, and shows it once it is back', async () => {
  const open = await dash(['--to', 'http://127.0.0.1:1'])
  expect((await ask(`${open.url}/`)).status).toBe(200)
  const { status, text } = await ask(`${open.url}/v1/status`)
  expect(status).toBe(502)
  expect(JSON.parse(text).error.message).toBe("http://127.0.0.1:1 can't be reached (ECONNREFUSED)")
  await ended(open)
})
