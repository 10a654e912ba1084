/** Starts a server with terms, asks it what a user, an orchestrator and a browser would, and ends it. @module */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 20_000

/**
 * @param {string} script - of the server, which listens at `PORT`
 * @param {string} prices - the address of `{"EUR":1.08}`
 */
export async function converse(script, prices) {
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), PRICES_URL: prices }
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const ended = once(child, 'close')
  try {
    await askAll(`http://127.0.0.1:${port}`, () => child.exitCode === null)
    const page = await fetch(`http://127.0.0.1:${port}/admin/terms/v1/events`)
    assert.match(page.headers.get('content-type'), /^text\/event-stream/)
    // The browser reads on until the server ends it.
    const read = page.text().catch(() => {})
    child.kill('SIGTERM')
    const late = AbortSignal.timeout(PATIENCE_MS)
    late.onabort = () => child.kill('SIGKILL')
    const [code, signal] = await ended
    late.onabort = null
    await read
    assert.deepEqual({ code, signal }, { code: 0, signal: null })
  } catch (error) {
    error.stack += `\n${output}`
    throw error
  } finally {
    child.kill('SIGKILL')
  }
}

async function askAll(url, lives) {
  const ready = await untilAnswered(`${url}/readyz`, lives)
  assert.equal(ready.status, 200)
  assert.equal((await ready.json()).ok, true)

  const price = await fetch(`${url}/prices/EUR`)
  assert.deepEqual([price.status, await price.text()], [200, '1.08'])
  assert.equal((await fetch(`${url}/prices/XXX`)).status, 404)
  assert.equal((await fetch(`${url}/nowhere`)).status, 404)

  // Without the slash, as people type it.
  const page = await fetch(`${url}/admin/terms`)
  assert.equal(page.url, `${url}/admin/terms/`)
  assert.match(page.headers.get('content-type'), /^text\/html/)
  const [, asset] = /(?:src|href)="\.\/([^"]+\.js)"/.exec(await page.text()) ?? []
  assert.equal((await fetch(new URL(asset, page.url))).status, 200)

  const status = await fetch(`${url}/admin/terms/v1/status`)
  assert.equal(status.status, 200)
  assert.ok(JSON.stringify(await status.json()).includes('"prices"'))
  // No token is set, so that this is refused by the dashboard itself, which shows that it got the request.
  const action = await fetch(`${url}/admin/terms/v1/terms/prices/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  assert.equal(action.status, 403)
}

async function untilAnswered(url, lives) {
  const end = Date.now() + PATIENCE_MS
  while (lives() && Date.now() < end) {
    const answer = await fetch(url).catch(() => {})
    if (answer !== undefined) return answer
    await sleep(20)
  }
  throw new Error(`nobody answers at ${url}`)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
