/** The inspector: real XState, the real @statelyai/inspect, an adapter or a socket of our own. @module */

import { afterEach, describe, expect, test, vi } from 'vitest'
import { createActor, fromPromise, setup } from 'xstate'
import { statelyInspector } from '../../src/observe/inspector.ts'
import { CANARY, failure } from '../support/scripted-events.ts'
import { webSocketSink } from '../support/web-socket-sink.ts'

interface Seen {
  readonly type: string
  readonly name?: string
  readonly definition?: string
  readonly parentId?: string
  readonly event?: { readonly type: string; readonly output?: unknown; readonly error?: unknown }
  readonly snapshot?: { readonly status: string; readonly value: unknown; readonly context: unknown }
}

const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
afterEach(() => warn.mockClear())

/** A handle, which says itself what may be seen of it. */
class Handle {
  readonly #value = { secret: CANARY }
  toJSON() {
    return { version: 'v7', bytes: JSON.stringify(this.#value).length }
  }
}

const careless = setup({
  types: { context: {} as Record<string, unknown> },
  actors: {
    fetch: fromPromise(async () => ({
      size: 3,
      text: CANARY,
      rows: [{ token: CANARY }],
      body: Buffer.from(CANARY),
    })),
    fail: fromPromise(async () => {
      throw failure
    }),
  },
}).createMachine({
  id: 'careless',
  context: {
    handle: new Handle(),
    bytes: new TextEncoder().encode(CANARY),
    map: new Map([[CANARY, CANARY]]),
  },
  initial: 'fetching',
  states: {
    fetching: { invoke: { src: 'fetch', onDone: 'failing' } },
    failing: { invoke: { src: 'fail', onError: 'done' } },
    done: { type: 'final' },
  },
})

/** Runs the machine to its end, and gives what was sent when the inspector's own timers have run. */
async function inspected(send?: (event: object) => void): Promise<Seen[]> {
  const seen: Seen[] = []
  const adapter = { send: send ?? ((event: object) => void seen.push(event as Seen)) }
  const actor = createActor(careless, { inspect: await statelyInspector({ adapter }) })
  await new Promise<void>((resolve) => {
    actor.subscribe({ complete: resolve })
    actor.start()
  })
  // A timer that is set later than the inspector's fires later.
  await new Promise((resolve) => setTimeout(resolve, 1))
  return seen
}

describe('what an inspector sees', () => {
  test('is every actor with its definition and its parent', async () => {
    const actors = (await inspected()).filter(({ type }) => type === '@xstate.actor')
    expect(actors.map(({ name }) => name)).toEqual(['careless', '0.careless.fetching', '0.careless.failing'])
    expect(JSON.parse(actors[0]?.definition ?? '')).toMatchObject({ id: 'careless', initial: 'fetching' })
    expect(actors[0]?.parentId).toBeUndefined()
    expect(actors[1]?.parentId).toBeDefined()
  })

  test('is every state, with a handle as it describes itself', async () => {
    const snapshots = (await inspected()).flatMap(({ snapshot }) => (snapshot?.value ? [snapshot] : []))
    expect(new Set(snapshots.map(({ value }) => value))).toEqual(new Set(['fetching', 'failing', 'done']))
    expect(snapshots.at(-1)).toMatchObject({
      status: 'done',
      context: { handle: { version: 'v7', bytes: 24 }, bytes: '[Uint8Array]', map: '[Map]' },
    })
  })

  test('is every event, of an output only its numbers, of an error its code', async () => {
    const events = (await inspected()).flatMap(({ type, event }) =>
      type === '@xstate.event' && event ? [event] : [],
    )
    expect(events.find(({ type }) => type === 'xstate.done.actor.0.careless.fetching')?.output).toEqual({
      size: 3,
      text: `… (${CANARY.length} characters)`,
      rows: '[Array]',
      body: '[Buffer]',
    })
    expect(events.find(({ type }) => type === 'xstate.error.actor.0.careless.failing')?.error).toMatchObject({
      code: 'ERR_TERM_HTTP',
      message: '[prices] the origin answered 503',
    })
  })

  test('never is a payload', async () => {
    const seen = await inspected()
    expect(seen.length).toBeGreaterThan(5)
    expect(JSON.stringify(seen)).not.toContain(CANARY)
  })
})

describe('a fault of the inspector', () => {
  test('ends nothing and is told once', async () => {
    const send = vi.fn(() => {
      throw new Error('the page is gone')
    })
    await inspected(send)
    expect(send.mock.calls.length).toBeGreaterThan(1)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('the page is gone'), 'EvertermWarning')
  })
})

describe('the way over a socket', () => {
  test.each(['ws://example.com', 'ws://0.0.0.0:8080', 'http://127.0.0.1', 'nonsense', 'wss://127.0.0.1'])(
    'refuses %s',
    async (url) => {
      await expect(statelyInspector({ url })).rejects.toThrow(
        new TypeError(
          `statelyInspector: expected \`url\` to be a ws: URL on loopback, got \`${url.includes('://') ? 'a URL' : url}\` (string)`,
        ),
      )
    },
  )

  test('brings the events to a server on loopback, and ends with stop', async () => {
    await using sink = await webSocketSink()
    const inspector = await statelyInspector({ url: sink.url })
    const actor = createActor(careless, { inspect: inspector })
    actor.start()
    await sink.has(8)
    inspector.stop()
    await sink.empty()
    const [first] = sink.received.map((text) => JSON.parse(text) as Seen)
    expect(first).toMatchObject({ type: '@xstate.actor', name: 'careless' })
    expect(sink.received.join()).not.toContain(CANARY)
  })
})
