/** Shows a tree in Stately's inspector; without one, it prints what the inspector would be sent. @module */

import { setTimeout as pass } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { file, fixed, group, json, remoteTerm, supervise } from '../src/index.ts'
import { type InspectorAdapter, statelyInspector } from '../src/observe/inspector.ts'

const { values } = parseArgs({
  options: { url: { type: 'string' }, seconds: { type: 'string', default: '3' } },
})

interface Sent {
  readonly type: string
  readonly sessionId: string
  readonly name?: string
  readonly event?: { readonly type: string }
  readonly snapshot?: { readonly value?: unknown }
}

const names = new Map<string, string>()
const printer: InspectorAdapter = {
  send(sent) {
    const { type, sessionId, name, event, snapshot } = sent as Sent
    if (name !== undefined) names.set(sessionId, name)
    if (type !== '@xstate.snapshot' || snapshot?.value === undefined) return
    console.log(`${names.get(sessionId)} is ${snapshot.value} after ${event?.type}`)
  },
}

const words = remoteTerm({
  name: 'words',
  fetcher: fixed('["once", "upon", "a", "time"]'),
  deserialize: json<string[]>,
  refreshInterval: '1s',
})
const missing = remoteTerm({
  name: 'missing',
  fetcher: file('no/such/file.json'),
  deserialize: json<unknown>,
  lazyInit: true,
})

const inspect = await statelyInspector(values.url === undefined ? { adapter: printer } : { url: values.url })
const tree = await supervise({ words, lists: group({ missing }) }, { inspect })
await pass(Number(values.seconds) * 1_000)
await tree.stop()
inspect.stop()
