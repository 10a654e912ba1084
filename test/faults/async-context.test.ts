/** The async context of a request stays with the request: what a tree does, it does in that of its birth. @module */

import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it } from 'vitest'
import {
  type Fetcher,
  firstOf,
  http,
  inWorker,
  json,
  type Observer,
  remoteTerm,
  supervise,
} from '../../src/index.ts'
import { hearing } from '../support/hearing.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const context = new AsyncLocalStorage<string>()

/** Notes in which context each callback ran. */
function noted() {
  const seen: Record<string, Set<string | undefined>> = {}
  const note = (who: string) => {
    seen[who] ??= new Set()
    seen[who].add(context.getStore())
  }
  return { seen, note }
}

/** A term of which every callback notes where it ran; each probe brings something new. */
function notingTerm(name: string, note: (who: string) => void, hints: (hint: () => void) => void = () => {}) {
  let version = 0
  const fetcher: Fetcher = {
    name,
    init: () => note('init'),
    watch: (hint) => {
      note('watch')
      hints(hint)
      return () => note('unwatch')
    },
    close: () => note('close'),
    async probe(_, { signal }) {
      note('probe')
      signal.addEventListener('abort', () => note('abort'))
      const open = async () => {
        note('open')
        return Buffer.from(`${version}`)
      }
      return { changed: true, version: `v${++version}`, open }
    },
  }
  return remoteTerm({
    name,
    fetcher,
    setup: () => note('setup'),
    async deserialize(bytes) {
      await null
      note('deserialize')
      return json<number>(bytes)
    },
    validate: () => note('validate'),
    put: () => note('put'),
    get: () => version,
  })
}

it('a request that goes back leaves its context nowhere', async () => {
  const { seen, note } = noted()
  const fetcher = scripted('v1')
  const deserialize = async (bytes: Uint8Array) => text(bytes)
  const prices = remoteTerm({ name: 'prices', fetcher, deserialize, history: 1 })
  const { clock } = simulatedTime()
  const observers = [{ name: 'observer', hear: () => note('hear') }]
  const tree = await context.run('birth', () => supervise({ prices }, { observers, clock }))
  context.run('subscriber', () => prices.subscribe(() => note('subscriber')))
  fetcher.answer('v2')
  await prices.refresh()
  await context.run('request', async () => {
    await prices.rollback()
    await prices.unpin()
    await prices.pin('v1')
    await prices.diff('v1', 'v2')
  })
  await tree.stop()
  expect(prices.get()).toBe('v1')
  expect(seen).toEqual({ hear: new Set(['birth']), subscriber: new Set(['subscriber']) })
})

it('a request that refreshes, adds, hints, removes and stops leaves its context nowhere', async () => {
  const { seen, note } = noted()
  let hint = () => {}
  const prices = notingTerm('prices', note, (given) => {
    hint = given
  })
  const observer: Observer = {
    name: 'observer',
    watch: () => () => note('observer ended'),
    hear: () => note('hear'),
  }
  const time = simulatedTime()
  const heard = hearing()
  const observers = [observer, heard]
  const clock = time.clock
  const tree = await context.run('birth', () =>
    supervise({ prices }, { observers, clock, inspect: () => note('inspect') }),
  )
  context.run('subscriber', () => prices.subscribe(() => note('subscriber')))
  const inRequest = <T>(call: () => T): T => context.run('request', call)

  await inRequest(() => prices.refresh())
  // The clock of a test moves when the test says so, in whatever context that is.
  for (let minute = 0; minute < 3; minute++) await inRequest(() => time.advance(70_000))
  const flags = notingTerm('flags', note)
  await inRequest(() => tree.add('flags', flags))
  inRequest(hint)
  await inRequest(() => time.advance(1_000))
  await inRequest(() => tree.remove('flags'))
  await inRequest(() => tree.stop())

  expect(heard.of('refresh.updated').map(({ trigger }) => trigger)).toEqual(
    expect.arrayContaining(['start', 'manual', 'schedule', 'hint']),
  )
  const { subscriber, ...others } = seen
  expect(subscriber).toEqual(new Set(['subscriber']))
  expect(Object.keys(others).sort()).toEqual(
    [
      ...[
        'close',
        'deserialize',
        'hear',
        'init',
        'inspect',
        'observer ended',
        'open',
        'probe',
        'put',
        'setup',
      ],
      ...['unwatch', 'validate', 'watch'],
    ].sort(),
  )
  for (const [who, contexts] of Object.entries(others)) expect([who, ...contexts]).toEqual([who, 'birth'])
})

it('the headers of later requests, and a decoder thread, are asked for in the context of the birth', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices', '[1]')
  const { seen, note } = noted()
  const headers = () => {
    note('headers')
    return {}
  }
  const fetcher = firstOf([http(`${origin.url}/prices`, { headers })])
  const deserialize = inWorker<number>(new URL('../decode/in-worker/modules/main.mjs', import.meta.url))
  const term = remoteTerm({ name: 'prices', fetcher, deserialize, validate: () => note('validate') })
  const { poll, time } = await context.run('birth', () => stageTree({ term }))
  origin.publish('/prices', '[2]')
  await context.run('request', () => term.refresh())
  origin.publish('/prices', '[3]')
  await poll(term)
  await time.settle()

  expect(seen).toEqual({ headers: new Set(['birth']), validate: new Set(['birth']) })
})

it('a change that is waited for comes in the context of who waits', async () => {
  const { note } = noted()
  const term = notingTerm('prices', note)
  const { poll } = await context.run('birth', () => stageTree({ term }))
  const change = context.run('request', async () => {
    await term.changes().next()
    return context.getStore()
  })
  await poll(term)

  expect(await change).toBe('request')
})
