/** Values over HTTP: whole, by key, as they were at one moment. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { bytes, derive, group, json, lines, remoteTerm, rows, TermError, table } from '../../../src/index.ts'
import { never } from '../../support/deferred.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'
import { ACTING, served } from '../../support/served.ts'

const RATES = '{"EUR":{"usd":1.1,"a/b":[1,2]},"USD":{"usd":1}}'
const termOf = (name: string, deserialize: (payload: Uint8Array) => unknown, ...script: string[]) =>
  remoteTerm({ name, fetcher: scripted(...script), deserialize })

describe('the terms', () => {
  it('are listed, without any value, for whoever knows no name', async () => {
    const { ask } = await served({ lists: group({ rates: termOf('rates', table(), RATES) }) })
    const { status, headers, text } = await ask('/v1/terms')
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    const rates = { name: 'rates', group: 'lists', state: 'idle', reads: 'current', version: RATES }
    expect(JSON.parse(text)).toEqual({ terms: [rates] })
    const empty = await served({})
    expect((await empty.ask('/v1/terms')).json()).toEqual({ terms: [] })
  })

  it.each(['terms', 'payloads', 'values', 'diff'])('are named where /v1/%s/ lacks one', async (what) => {
    const { ask } = await served({})
    const { status, text } = await ask(`/v1/${what}/`)
    expect({ status, text }).toEqual({ status: 404, text: expect.stringContaining(`v1/${what}/<term>`) })
    expect(text).toContain('`v1/terms` lists the terms')
  })

  it('are where to look for who asks for anything else', async () => {
    const { ask } = await served({})
    expect((await ask('/v1/nothing')).text).toContain('`v1/status` says how all terms fare')
  })
})

describe('a value', () => {
  it('is JSON, whole or by a key and a pointer, whatever it is made as', async () => {
    const { ask } = await served({
      rates: termOf('rates', table(), RATES),
      plain: termOf('plain', json, RATES),
      map: termOf('map', (payload) => new Map(Object.entries(json<object>(payload))), RATES),
    })
    for (const name of ['rates', 'plain', 'map']) {
      const at = async (path: string) => {
        const { status, text, headers } = await ask(`/v1/terms/${name}${path}`)
        expect(headers['content-type']).toBe('application/json; charset=utf-8')
        return status === 200 ? JSON.parse(text) : status
      }
      expect([name, await at('')]).toEqual([name, JSON.parse(RATES)])
      expect([name, await at('/EUR')]).toEqual([name, { usd: 1.1, 'a/b': [1, 2] }])
      expect([name, await at('/EUR/usd')]).toEqual([name, 1.1])
      expect([name, await at('/EUR/a~1b/1')]).toEqual([name, 2])
      expect([name, await at('/GBP')]).toEqual([name, 404])
      expect([name, await at('/EUR/usd/deeper')]).toEqual([name, 404])
      expect([name, await at('/constructor')]).toEqual([name, 404])
    }
  })

  it('of lines is an array of texts', async () => {
    const { ask } = await served({ words: termOf('words', lines(), 'one\ntwo "words"\none') })
    expect(JSON.parse((await ask('/v1/terms/words')).text)).toEqual(['one', 'two "words"'])
    expect((await ask('/v1/terms/words/one')).text).toBe('one')
    expect((await ask('/v1/terms/words/size')).status).toBe(404)
  })

  it('of rows is a list, and its parts are found by position', async () => {
    const document = JSON.stringify([{ usd: 1.1 }, [2, 3], null, 'x'])
    const { ask } = await served({
      plain: termOf('plain', json, document),
      kept: termOf('kept', rows({ columns: false }), document),
      columns: termOf('columns', rows({ columns: true }), '{"usd":1.1}\n{"usd":2}'),
    })
    const paths = ['', '/0', '/0/usd', '/1/1', '/2', '/3', '/4', '/01', '/-1', '/x', '/constructor']
    const at = async (name: string, path: string) => {
      const { status, text } = await ask(`/v1/terms/${name}${path}`)
      return status === 200 ? JSON.parse(text) : status
    }
    for (const path of paths) {
      expect([path, await at('kept', path)]).toEqual([path, await at('plain', path)])
    }
    expect(await at('columns', '')).toEqual([{ usd: 1.1 }, { usd: 2 }])
    expect(await at('columns', '/1/usd')).toBe(2)
  })

  it('of bytes or of text comes as it is', async () => {
    const { ask } = await served({
      raw: termOf('raw', bytes(), 'abc'),
      words: termOf('words', text, 'a "word"'),
      quoted: termOf('quoted', json, '"a word"'),
    })
    const seen = await Promise.all(['raw', 'words', 'quoted'].map((name) => ask(`/v1/terms/${name}`)))
    expect(seen.map(({ headers, text }) => [headers['content-type'], text])).toEqual([
      ['application/octet-stream', 'abc'],
      ['text/plain; charset=utf-8', 'a "word"'],
      ['application/json; charset=utf-8', '"a word"'],
    ])
  })

  it('that is large comes in pieces, the same as in one', async () => {
    const all = Array.from({ length: 30_000 }, (_, id) => ({ id, words: ['a', null, { deep: `"${id}"` }] }))
    const { ask } = await served({ all: termOf('all', json, JSON.stringify(all)) })
    const { text, headers } = await ask('/v1/terms/all')
    expect(headers['transfer-encoding']).toBe('chunked')
    expect(text).toBe(JSON.stringify(all))
  })

  it('has forms for what JSON lacks, and a circle ends the answer', async () => {
    const odd = () => ({
      big: 12n ** 20n,
      set: new Set([1, 'b']),
      date: new Date(0),
      bytes: new Uint8Array([1, 2]),
      map: new Map<unknown, unknown>([[1, { n: 2n }]]),
      none: undefined,
      nan: Number.NaN,
    })
    const circle = () => {
      const around: Record<string, unknown> = { set: new Set() }
      around.self = around
      return around
    }
    const { ask } = await served({ odd: termOf('odd', odd, 'x'), circle: termOf('circle', circle, 'x') })
    expect((await ask('/v1/terms/odd')).json()).toEqual({
      big: String(12n ** 20n),
      set: [1, 'b'],
      date: '1970-01-01T00:00:00.000Z',
      bytes: 'AQI=',
      map: { 1: { n: '2' } },
      nan: null,
    })
    await expect(ask('/v1/terms/circle')).rejects.toThrow()
    expect((await ask('/v1/status')).status).toBe(200)
  })

  it('is not there before the first, and not for a term that nobody knows', async () => {
    const slow = remoteTerm({ name: 'slow', fetcher: scripted(never), start: 'background' })
    const { ask } = await served({ slow })
    const codes = await Promise.all(['slow', 'fast'].map((name) => ask(`/v1/terms/${name}`)))
    expect(codes.map((answer) => [answer.status, answer.json().error])).toMatchObject([
      [503, { code: 'ERR_TERM_NOT_LOADED', term: 'slow' }],
      [404, { code: 'ERR_SERVE_NOT_FOUND', term: 'fast' }],
    ])
  })

  it('is not given where nobody has asked to serve values', async () => {
    const { ask } = await served({ rates: termOf('rates', json, RATES) }, { data: false })
    for (const path of ['/v1/terms/rates', '/v1/values/rates', '/v1/terms/rates/EUR']) {
      const { status, text } = await ask(path)
      expect([status, text.includes('1.1')]).toEqual([403, false])
    }
  })
})

describe('an ETag', () => {
  it('is strong, the same for the same bytes, and spares their sending', async () => {
    const rates = termOf('rates', json, RATES, RATES, '{}')
    const { ask } = await served({ rates, sum: derive([rates], (all) => Object.keys(all as object).length) })
    for (const path of ['/v1/terms/rates', '/v1/terms/rates/EUR', '/v1/terms/sum']) {
      const { etag = '' } = (await ask(path)).headers
      expect(etag).toMatch(/^"[\w-]+"$/)
      for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
        const { status, text, headers } = await ask(path, { headers: { 'if-none-match': known } })
        expect([status, text, headers.etag]).toEqual([304, '', etag])
      }
    }
    const before = (await ask('/v1/terms/rates')).headers.etag ?? ''
    await rates.refresh()
    await rates.refresh()
    expect((await ask('/v1/terms/rates', { headers: { 'if-none-match': before } })).status).toBe(200)
  })
})

describe('a client that waits', () => {
  it('hears of the next version at once, and of none at the end of its time', async () => {
    const rates = termOf('rates', json, '[1]', '[2]')
    const { ask } = await served({ rates })
    const { etag = '' } = (await ask('/v1/terms/rates')).headers
    const headers = { 'if-none-match': etag }
    expect((await ask('/v1/terms/rates?wait=1ms', { headers })).status).toBe(304)
    const waiting = ask('/v1/terms/rates?wait=30s', { headers })
    await nextTurn()
    await ask('/v1/terms/rates/refresh', { method: 'POST', headers: ACTING })
    expect(await waiting).toMatchObject({ status: 200, text: '[2]' })
    expect((await ask('/v1/terms/rates?wait=30s', { headers })).text).toBe('[2]')
    expect((await ask('/v1/terms/rates?wait=soon')).status).toBe(400)
  })

  it('is asked for the unit, which was ms where seconds were meant', async () => {
    const { ask } = await served({ rates: termOf('rates', json, '[1]') })
    const refused = await ask('/v1/terms/rates?wait=30')
    expect(refused.status).toBe(400)
    expect(refused.json().error).toEqual({
      code: 'ERR_SERVE_REQUEST',
      message: '`wait` is a time with its unit: `wait=30s`',
    })
    expect((await ask('/v1/terms/rates?wait=0.5')).text).toContain('`wait=5s`')
    expect((await ask('/v1/terms/rates?wait=0')).status).toBe(200)
  })

  it('is one of many, without a warning of a leak', async () => {
    const warned = vi.fn()
    process.on('warning', warned)
    onTestFinished(() => void process.off('warning', warned))
    const { ask, close } = await served({ rates: termOf('rates', json, '[1]') })
    const { etag = '' } = (await ask('/v1/terms/rates')).headers
    const headers = { 'if-none-match': etag }
    const waiting = Array.from({ length: 12 }, () => ask('/v1/terms/rates?wait=60s', { headers }))
    await ask('/v1/terms/rates?wait=10ms', { headers })
    close()
    await Promise.all(waiting)
    expect(warned).not.toHaveBeenCalled()
  })

  it('waits for no service that closes', async () => {
    const rates = termOf('rates', json, '[1]')
    const { ask, close } = await served({ rates })
    const { etag = '' } = (await ask('/v1/terms/rates')).headers
    const waiting = ask('/v1/terms/rates?wait=60s', { headers: { 'if-none-match': etag } })
    await nextTurn()
    close()
    expect((await waiting).status).toBe(304)
  })
})

describe('an action', () => {
  it('is done by its name, and its failure is told with its code', async () => {
    const down = new TermError('ERR_TERM_DNS', 'no such host')
    const rates = remoteTerm({
      name: 'rates',
      fetcher: scripted('[1]', '[2]', down),
      deserialize: json,
      history: 2,
    })
    const { ask } = await served({ rates })
    const act = async (action: string, body?: object) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await ask(`/v1/terms/rates/${action}`, { method: 'POST', headers: ACTING, ...sent })
      return [answer.status, answer.json()]
    }
    expect(await act('refresh')).toEqual([200, { outcome: 'updated', version: '[2]' }])
    expect(await act('rollback')).toEqual([200, { version: '[1]' }])
    expect(await act('unpin')).toEqual([200, { version: '[2]' }])
    expect(await act('pin', { version: '[1]' })).toEqual([200, { version: '[1]' }])
    expect(await act('pin', { version: 'nope' })).toMatchObject([
      404,
      { error: { code: 'ERR_TERM_VERSION' } },
    ])
    expect(await act('refresh')).toMatchObject([502, { error: { code: 'ERR_TERM_DNS', term: 'rates' } }])
    expect(await act('accept')).toMatchObject([400, { error: { code: 'ERR_SERVE_REQUEST' } }])
    expect(await act('refesh')).toMatchObject([
      404,
      { error: { message: expect.stringContaining('`refresh`') } },
    ])
    const { status, headers } = await ask('/v1/status', { method: 'DELETE' })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})
