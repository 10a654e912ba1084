/** What is handed out, and what was handed in, can be changed by whoever holds it: no other party sees it. @module */

import { describe, expect, it } from 'vitest'
import {
  bytes,
  type Fetcher,
  firstOf,
  fixed,
  http,
  json,
  type Known,
  type Observer,
  remoteTerm,
  type TermEvent,
  table,
  twoStep,
} from '../../src/index.ts'
import { CHANNELS } from '../../src/observe/channels.ts'
import { redactPaths } from '../../src/observe/log.ts'
import { ATTRIBUTES, METRICS, SCOPE } from '../../src/observe/otel.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

/** Changes, deletes and adds whatever can be, all the way down. */
function vandalize(thing: unknown, depth = 4): void {
  if (typeof thing !== 'object' || thing === null || depth === 0) return
  if (thing instanceof Date) thing.setTime(0)
  for (const key of Reflect.ownKeys(thing)) {
    if (key === 'length') continue
    const inner = Reflect.get(thing, key)
    vandalize(inner, depth - 1)
    Reflect.set(thing, key, 'vandalized')
    Reflect.deleteProperty(thing, key)
  }
  Reflect.set(thing, 'added', true)
}

/** Writes events as JSON, so that they stay what they were, and leaves out errors, which belong to whoever threw them. */
const written = (events: readonly unknown[]) =>
  JSON.stringify(events, (key, value: unknown) => (key === 'error' ? undefined : value))

it('an observer that changes its events changes nothing for the next', async () => {
  const vandal: Observer = {
    name: 'vandal',
    hear: (event) => vandalize(event, event.type === 'listener.failed' ? 1 : 4),
    watch(view) {
      vandalize(view.terms())
      vandalize(view.supervisors())
      vandalize(view, 1)
    },
  }
  const seen: TermEvent[] = []
  let view: unknown
  const next: Observer = {
    name: 'next',
    watch(tree) {
      view = tree.terms()
    },
    hear: (event) => void seen.push(event),
  }
  const { term, mischief } = seats()
  const { poll, tree, heard } = await stageTree({ term }, { observers: [vandal, next] })
  mischief('probe', () => Promise.reject(new Error('away')))
  await poll(term)
  mischief('probe', undefined)
  await poll(term)
  await tree.stop()

  expect(view).toMatchObject([{ term: 'seats' }])
  expect(seen.length).toBeGreaterThan(20)
  expect(written(seen)).toBe(written(heard.events))
  expect(written(seen)).not.toMatch(/vandalized|added/)
  expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_FETCH', 'updated'])
})

it('F58: whoever changes a snapshot, a status or a health changes nothing for the others', async () => {
  const { term, mischief } = seats()
  const { poll, tree, time } = await stageTree({ term })
  const told: string[] = []
  const tell = (snapshot: object) => void told.push(JSON.stringify(snapshot))
  term.subscribe((snapshot) => vandalize({ ...snapshot, value: undefined }))
  term.subscribe(({ updatedAt, confirmedAt }) => vandalize([updatedAt, confirmedAt]))
  term.subscribe(tell)
  const iterated = term.changes().next()
  mischief('probe', () => Promise.reject(new Error('away')))
  await poll(term)
  mischief('probe', undefined)
  await poll(term)
  await time.settle()
  const read = () => JSON.stringify([term.snapshot(), term.status(), tree.health()])

  const before = read()
  expect(told).toEqual([JSON.stringify(term.snapshot())])
  expect(JSON.stringify((await iterated).value)).toBe(told[0])
  const { value: _, ...rest } = term.snapshot()
  for (const thing of [rest, term.status(), tree.health()]) vandalize(thing)
  vandalize([term.snapshot().updatedAt, term.snapshot().confirmedAt])
  expect(read()).toBe(before)
})

describe('a fetcher', () => {
  it('that changes what it answered, or was asked with, changes nothing of what is published', async () => {
    const asked: string[] = []
    let answer: Record<string, unknown> = {}
    const fetcher: Fetcher = {
      name: 'vandal',
      async probe(known) {
        asked.push(JSON.stringify(known))
        vandalize(answer)
        vandalize(known)
        const validators = { etag: `"${asked.length}"`, parts: [{ at: asked.length }] }
        answer = {
          changed: true,
          version: `v${asked.length}`,
          known: validators,
          open: async () => Buffer.from('1'),
        }
        setImmediate(() => vandalize(validators))
        return answer as never
      },
    }
    const term = remoteTerm({
      name: 'prices',
      fetcher,
      deserialize: json<number>,
      put: () => {},
      get: () => 1,
    })
    const { poll } = await stageTree({ term })
    await poll(term)
    await poll(term)

    expect(asked).toEqual([
      undefined,
      '{"etag":"\\"1\\"","parts":[{"at":1}]}',
      '{"etag":"\\"2\\"","parts":[{"at":2}]}',
    ])
  })

  it('whose answer says something else at the next reading is taken at its first word', async () => {
    let reads = 0
    const fetcher: Fetcher = {
      name: 'fickle',
      probe: async () => ({
        changed: true,
        get version() {
          return reads++ === 0 ? 'v1' : (undefined as never)
        },
        get source() {
          if (reads > 1) throw new Error('a getter threw')
          return { name: 'here', fallback: false }
        },
        open: async () => Buffer.from('1'),
      }),
    }
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: json<number> })
    await stageTree({ term })

    expect(term.status()).toMatchObject({ version: 'v1', source: { name: 'here', fallback: false } })
  })

  it.each<[string, unknown]>([
    ['a function', { call: () => {} }],
    ['a date', { at: new Date(0) }],
    ['an instance of a class', new Map([['etag', 'a']])],
    [
      'a circle',
      (() => {
        const circle: Record<string, unknown> = {}
        circle.circle = circle
        return circle
      })(),
    ],
  ])('whose `known` is %s breaks its contract', async (_, known) => {
    const fetcher: Fetcher = {
      name: 'odd',
      probe: async () => ({ changed: true, known: known as Known, open: async () => Buffer.from('1') }),
    }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' })
    const { heard } = await stageTree({ term })

    expect(await heard.end()).toMatchObject({ code: 'ERR_TERM_CONTRACT' })
  })

  it.each<[string, object]>([
    ['no decoder', {}],
    ['bytes', { deserialize: bytes() }],
    ['shared bytes', { deserialize: bytes({ shared: true }) }],
    ['a decoder that gives the bytes', { deserialize: (payload: Uint8Array) => payload }],
  ])('that uses its buffer again changes no value, with %s', async (_, options) => {
    const buffer = Buffer.from('one')
    let version = 0
    const probe = async () => ({ changed: true as const, version: `v${++version}`, open: async () => buffer })
    const term = remoteTerm<Uint8Array>({ name: 'prices', fetcher: { name: 'thrifty', probe }, ...options })
    await stageTree({ term })
    buffer.write('two')

    expect(Buffer.from(term.get()).toString()).toBe('one')
  })

  it('that is `fixed` gives each term bytes of its own', async () => {
    const given = Uint8Array.of(1, 2, 3)
    const fetcher = fixed(given)
    const one = remoteTerm({ name: 'one', fetcher })
    const other = remoteTerm({ name: 'other', fetcher: firstOf([fetcher]) })
    given.fill(7)
    await stageTree({ one })
    one.get().fill(8)
    await stageTree({ other })

    expect([...other.get()]).toEqual([1, 2, 3])
  })
})

describe('options that are changed after the call', () => {
  it('change no fetcher', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '1')
    const url = new URL(`${origin.url}/prices`)
    const headers = { 'x-key': 'mine' }
    const timeouts = { headers: 5_000 }
    const options = { headers, timeouts }
    const steps = { name: 'steps', currentVersion: () => 'v1', download: () => Buffer.from('2') }
    const places = [http(url, options)]
    const fetchers = { web: firstOf(places), steps: twoStep(steps) }
    for (const thing of [headers, timeouts, options, steps]) vandalize(thing, 1)
    places.length = 0
    url.pathname = '/none'
    const of = (name: 'web' | 'steps') =>
      remoteTerm({ name, fetcher: fetchers[name], deserialize: json<number> })
    const [web, two] = [of('web'), of('steps')]
    await stageTree({ web, two })

    expect([web.get(), two.get()]).toEqual([1, 2])
    expect(origin.requests[0]?.headers['x-key']).toBe('mine')
  })

  it('change no term and no tree, nor does another name of its fetcher', async () => {
    const { term: template } = seats()
    const fetcher = { ...fixed('1') }
    const limits = { maxBytes: 10 }
    const retry = { base: '1s', cap: '2s' } as const
    const options = { name: 'prices', fetcher, deserialize: json<number>, limits, retry }
    const term = remoteTerm(options)
    const observers: Observer[] = []
    const children = { term, template }
    const staged = stageTree(children, { observers })
    for (const thing of [options, limits, retry, children]) vandalize(thing, 1)
    Object.defineProperty(fetcher, 'name', {
      get() {
        throw new Error('a getter threw')
      },
    })
    observers.push({ name: 'late', hear: () => expect.unreachable() })
    const { tree } = await staged

    expect(Object.keys(tree.health().terms)).toEqual(['prices', 'seats'])
    expect(term.status()).toMatchObject({ name: 'prices', source: { name: 'fixed', fallback: false } })
  })
})

it('the changes of a table can not be changed', async () => {
  let version = 0
  const fetcher: Fetcher = {
    name: 'rows',
    probe: async () => ({ changed: true, open: async () => Buffer.from(`{"k${++version}":{}}`) }),
  }
  const term = remoteTerm({ name: 'rows', fetcher, deserialize: table<object>({ changes: true }) })
  const { poll } = await stageTree({ term })
  await poll(term)
  vandalize(term.get().changes)

  expect(term.get().changes).toMatchObject({ added: ['k2'], removed: ['k1'], counts: { added: 1 } })
})

it('the names that are exported can not be changed', () => {
  const all = { CHANNELS, ATTRIBUTES, METRICS, SCOPE, redactPaths }
  const before = JSON.stringify(all)
  for (const thing of Object.values(all)) vandalize(thing)

  expect(JSON.stringify(all)).toBe(before)
})
