/** The inspector against the server that Stately ships: a page that connects to it sees the tree. @module */

import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInspectorServer } from '@statelyai/inspect/server'
import { WebSocket } from 'undici/index.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { termMachine } from '../../machines/index.ts'
import { group, json, remoteTerm, supervise } from '../../src/index.ts'
import { statelyInspector } from '../../src/inspect.ts'
import { fakeFetcher } from '../../src/testing.ts'

interface Seen {
  readonly type: string
  readonly name?: string
  readonly sessionId: string
  readonly parentId?: string
  readonly definition?: string
  readonly snapshot?: { readonly value?: unknown }
}

const SECRET = 'what-a-reader-gets'

let port: number
let server: ReturnType<typeof createInspectorServer>

beforeEach(async () => {
  port = await freePort()
  server = createInspectorServer({ port, autoOpen: false })
})
afterEach(() => server.stop())

/** Stately's server can't say which port it was given, so it gets one by number. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** What a page hears: what was told before it came, and then the rest. */
async function openPage() {
  const seen: Seen[] = []
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  socket.onmessage = ({ data }) => void seen.push(JSON.parse(String(data)))
  await new Promise<void>((resolve) => {
    socket.onopen = () => resolve()
  })
  return { seen, close: () => socket.close() }
}

/** A tree with a term that loads and a group whose term fails, inspected in one line. */
async function inspectedTree() {
  const words = remoteTerm({
    name: 'words',
    fetcher: fakeFetcher().serve([SECRET]),
    deserialize: json<string[]>,
    refreshInterval: null,
  })
  const missing = remoteTerm({ name: 'missing', fetcher: fakeFetcher().fail(), start: 'background' })
  const inspect = await statelyInspector({ url: `ws://127.0.0.1:${port}` })
  const tree = await supervise({ words, lists: group({ missing }) }, { inspect, observers: [] })
  return {
    async [Symbol.asyncDispose]() {
      await tree.stop()
      inspect.stop()
    },
  }
}

/** Of each actor by its name, the states that it was seen in. */
function statesByName(seen: readonly Seen[]): Record<string, unknown[]> {
  const names = new Map(seen.flatMap(({ sessionId, name }) => (name ? [[sessionId, name]] : [])))
  const states: Record<string, unknown[]> = {}
  for (const { type, sessionId, snapshot } of seen) {
    if (type !== '@xstate.snapshot' || snapshot?.value === undefined) continue
    const name = names.get(sessionId) ?? ''
    states[name] = [...(states[name] ?? []), snapshot.value]
  }
  return states
}

test('a page that is open sees each actor with its chart, and each state, but no value', async () => {
  const page = await openPage()
  await using _tree = await inspectedTree()
  await expect.poll(() => statesByName(page.seen)['missing#0']?.at(-1)).toBe('backoff')
  await expect.poll(() => statesByName(page.seen)['words#0']?.at(-1)).toBe('idle')

  const actors = new Map(page.seen.flatMap((one) => (one.type === '@xstate.actor' ? [[one.name, one]] : [])))
  expect([...actors.keys()]).toEqual(expect.arrayContaining(['root', 'words#0', 'lists#0', 'missing#0']))
  const { definition = '', parentId } = actors.get('words#0') as Seen
  expect(new Set(Object.keys(JSON.parse(definition).states))).toEqual(
    new Set(Object.keys(termMachine.states)),
  )
  expect(page.seen.map(({ sessionId }) => sessionId)).toContain(parentId)
  expect(statesByName(page.seen)['words#0']).toEqual(expect.arrayContaining(['probing', 'storing', 'idle']))
  expect(JSON.stringify(page.seen)).not.toContain(SECRET)
  page.close()
})

test('a page that comes later is told what was', async () => {
  await using _tree = await inspectedTree()
  const page = await openPage()
  await expect.poll(() => statesByName(page.seen)['words#0']?.at(-1)).toBe('idle')
  page.close()
})

test("its page is Stately's, which the browser loads from the network, with what comes from here", async () => {
  const page = await fetch(`http://127.0.0.1:${port}`)
  const html = await page.text()
  expect(html).toContain('src="https://stately.ai/inspect"')
  expect(html).toContain(`ws://localhost:${port}`)
})
