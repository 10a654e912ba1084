/** Streams of events: all at first, then what changes; what was missed comes again; a slow client costs little. @module */

import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Child, json, remoteTerm } from '../../../src/index.ts'
import type { Messages } from '../../../src/serve/api/messages.ts'
import { never } from '../../support/deferred.ts'
import { type Script, scripted } from '../../support/scripted-fetcher.ts'
import { type Served, served } from '../../support/served.ts'

type Message = {
  readonly [event in keyof Messages]: {
    readonly event: event
    readonly id?: string
    readonly data: Messages[event]
  }
}[keyof Messages]

const EVENTS = '/v1/events'
const pricesOf = (...script: readonly Script[]) =>
  remoteTerm({ name: 'prices', fetcher: scripted(...script), deserialize: json })

/** Reads the messages of a stream, one by one. */
async function* messagesOf(answer: IncomingMessage): AsyncGenerator<Message> {
  let text = ''
  answer.setEncoding('utf8')
  for await (const chunk of answer) {
    const parts = (text + chunk).split('\n\n')
    text = parts.pop() as string
    for (const part of parts) {
      const fields = Object.fromEntries(
        part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
      )
      if (fields.event !== undefined) yield { ...fields, data: JSON.parse(fields.data ?? '') } as Message
    }
  }
}

async function follow({ open }: Pick<Served, 'open'>, headers: Record<string, string> = {}) {
  const answer = await open(EVENTS, { headers })
  const messages = messagesOf(answer)
  const next = async <E extends Message['event']>(
    event: E,
    isMeant: (message: Extract<Message, { event: E }>) => boolean = () => true,
  ) => {
    for (;;) {
      const { value, done } = await messages.next()
      if (done) throw new Error('the stream has ended')
      if (value.event === event && isMeant(value as never)) return value as Extract<Message, { event: E }>
    }
  }
  return { answer, messages, next }
}

describe('a stream', () => {
  it('begins with the whole tree, and goes on with what changes', async () => {
    const prices = pricesOf('[1]', '[2]')
    const all = await served({ prices })
    const { answer, next } = await follow(all)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
    })
    const { data } = await next('tree')
    expect(data).toMatchObject({ name: 'tests', actions: 'token', health: { ready: true } })
    expect(data.terms).toMatchObject([{ name: 'prices', version: '[1]', reads: 'current', state: 'idle' }])
    await prices.refresh()
    const heard = await next('heard', ({ data }) => data.type === 'refresh.updated')
    expect(heard.data).toMatchObject({ level: 'info', term: 'prices', fields: { from: '[1]', to: '[2]' } })
    expect(heard.id).toBe(String(heard.data.id))
    const change = await next('change', ({ data }) => data.terms.some(({ version }) => version === '[2]'))
    expect(change.data.removed).toEqual([])
  })

  it('shows a tree that still starts', async () => {
    const all = await served({
      slow: remoteTerm({ name: 'slow', fetcher: scripted(never), start: 'background' }),
    })
    const { data } = await (await follow(all)).next('tree')
    expect(data.terms).toMatchObject([{ state: 'probing', reads: 'none', running: { trigger: 'start' } }])
  })

  it('that broke off goes on with what was missed, and then the whole tree', async () => {
    const prices = pricesOf('[1]', '[2]', '[3]')
    const all = await served({ prices })
    const first = await follow(all)
    const { lastEvent } = (await first.next('tree')).data
    first.answer.destroy()
    await prices.refresh()
    await prices.refresh()
    const { messages } = await follow(all, { 'last-event-id': String(lastEvent) })
    const seen: Message[] = []
    for await (const message of messages) {
      seen.push(message)
      if (message.event === 'tree') break
    }
    const ids = seen.flatMap(({ event, data }) => (event === 'heard' ? [data.id] : []))
    expect(ids).toEqual(ids.map((_, at) => lastEvent + 1 + at))
    const updates = seen.filter(({ event, data }) => event === 'heard' && data.type === 'refresh.updated')
    expect(updates).toHaveLength(2)
  })

  it('of another process begins anew', async () => {
    const all = await served({ prices: pricesOf('[1]') })
    const { messages } = await follow(all, { 'last-event-id': '999999' })
    expect((await messages.next()).value).toMatchObject({ event: 'tree' })
  })

  it('hears of terms that come and go', async () => {
    const all = await served({ prices: pricesOf('[1]') })
    const { next } = await follow(all)
    await next('tree')
    await all.tree.add(
      'rates',
      remoteTerm({ name: 'rates', fetcher: scripted('[7]'), deserialize: json }) as Child,
    )
    const added = await next('change', ({ data }) =>
      data.terms.some(({ name, state }) => name === 'rates' && state === 'idle'),
    )
    expect(added.event).toBe('change')
    await all.tree.remove('rates')
    const { data } = await next('change', ({ data }) => data.removed.length > 0)
    expect(data.removed).toEqual(['rates'])
    const { terms } = (await all.ask('/v1/status')).json<Messages['tree']>()
    expect(terms.map(({ name }) => name)).toEqual(['prices'])
  })

  it('says that it is alive, by a name that a page hears', async () => {
    const all = await served({ prices: pricesOf('[1]') }, { bounds: { beatMs: 10, patienceMs: 60_000 } })
    const { next } = await follow(all)
    await next('tree')
    expect(await next('beat')).toMatchObject({ event: 'beat', data: {} })
  })

  it('ends when the service closes', async () => {
    const all = await served({ prices: pricesOf('[1]') })
    const { next, messages } = await follow(all)
    await next('tree')
    all.close()
    for await (const _ of messages);
    expect((await all.ask(EVENTS)).status).toBe(503)
  })
})

it('a client that never reads holds back nobody', async () => {
  const prices = pricesOf('[1]', '[2]', '[3]')
  const all = await served({ prices })
  const { hostname, port } = new URL(all.url)
  const lazy = connect(Number(port), hostname).pause()
  lazy.write(`GET ${EVENTS} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  const { next } = await follow(all)
  await next('tree')
  await prices.refresh()
  expect((await next('heard', ({ data }) => data.type === 'refresh.updated')).data.words).toMatch(
    /^from \[1\] to \[2\], 3 B/,
  )
  lazy.destroy()
})
