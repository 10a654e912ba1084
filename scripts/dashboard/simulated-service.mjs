/** Serves the built dashboard, and a simulated tree behind it: the routes, the messages and the policy of a real one. @module */

// @ts-check

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CASTS } from './casts.mjs'
import { simulatedFleet } from './simulated-fleet.mjs'
import { hearRestarts } from './simulated-restarts.mjs'
import { simulatedTree } from './simulated-tree.mjs'

const BUILT = fileURLToPath(new URL('../../dist/dashboard', import.meta.url))

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

/** What the token of the simulation is. */
export const TOKEN = 'let-me'

const RESTARTS = new Set([
  'supervisor.restarted',
  'supervisor.gave-up',
  'supervisor.resumed',
  'supervisor.killed',
  'term.crashed',
])

/**
 * @param {{ cast?: string, actions?: 'token' | 'off', port?: number, everyMs?: number }} options
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function simulatedService({ cast = 'few', actions = 'token', port = 0, everyMs = 250 } = {}) {
  const made = CASTS[cast]?.()
  if (made === undefined)
    throw new TypeError(`There is no cast '${cast}', only ${Object.keys(CASTS).join(', ')}`)
  const tree = simulatedTree(made, { actions, now: Date.now })
  hearRestarts(tree, Date.now())
  // The others show what most processes are: in no fleet.
  const isInFleet = cast === 'few'
  const whole = () => ({ ...tree.tree(), ...(isInFleet && { fleet: { service: 'checkout' } }) })
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set()

  const stepping = setInterval(() => {
    const { change, events } = tree.step()
    for (const stream of streams) {
      if (change !== undefined) say(stream, 'change', change)
      for (const event of events) say(stream, 'heard', event)
    }
  }, everyMs)

  /** @param {import('node:http').ServerResponse} stream @param {string} name @param {unknown} data */
  const say = (stream, name, data) => void stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)

  /** @param {import('node:http').ServerResponse} response @param {number} status @param {unknown} body */
  const answer = (response, status, body) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(body))
  }

  /** @param {import('node:http').ServerResponse} response @param {number} after */
  const stream = (response, after) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    say(response, 'tree', whole())
    for (const event of tree.heard()) if (event.id > after) say(response, 'heard', event)
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/v1/events') return stream(response, Number(searchParams.get('lastEventId') ?? 0))
    if (pathname === '/v1/status') return answer(response, 200, whole())
    if (pathname === '/v1/fleet' && isInFleet) return answer(response, 200, simulatedFleet(Date.now()))
    if (pathname === '/v1/restarts') {
      const restarts = tree.heard().filter(({ type }) => RESTARTS.has(type))
      return answer(response, 200, restarts.toReversed().slice(0, 100))
    }
    const [, name = '', action] = /^\/v1\/terms\/([^/]+)\/(\w+)$/.exec(pathname) ?? []
    if (request.method === 'POST' && action !== undefined) return act(request, response, name)
    return void file(response, pathname)
  })

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {string} name */
  const act = (request, response, name) => {
    if (actions === 'off')
      return answer(response, 403, { error: { code: 'actions_off', message: 'Actions are off.' } })
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      return answer(response, 401, { error: { code: 'unauthorized', message: 'It takes another token.' } })
    }
    tree.term(name)?.refresh(Date.now())
    return answer(response, 200, { outcome: 'unchanged' })
  }

  server.listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      clearInterval(stepping)
      server.closeAllConnections()
      server.close()
    },
  }
}

/** @param {import('node:http').ServerResponse} response @param {string} pathname */
async function file(response, pathname) {
  const name = normalize(pathname === '/' ? '/index.html' : pathname)
  try {
    const bytes = await readFile(join(BUILT, name))
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    })
    response.end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}
