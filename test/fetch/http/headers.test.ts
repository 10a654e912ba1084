/** Headers that a function gives: asked at each attempt, and again where the first are refused. @module */

import { describe, expect, it } from 'vitest'
import { type Handler, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'

const only =
  (token: string, status = 401): Handler =>
  (request, response) => {
    const right = request.headers.authorization === token
    response.writeHead(right ? 200 : status).end(right ? 'found' : 'an error page')
  }

const counting = () => {
  const calls = { count: 0 }
  const headers = () => ({ authorization: `token ${++calls.count}` })
  return { calls, headers }
}

describe('a function for headers that gives what can not be sent', () => {
  it.each<[string, () => unknown, string]>([
    ['undefined', () => undefined, 'expected `headers` to be an object, got undefined'],
    ['a promise of undefined', async () => undefined, 'expected `headers` to be an object, got undefined'],
    ['a token alone', () => 'CANARY', 'expected `headers` to be an object, got a string'],
    ['a value that is undefined', () => ({ authorization: undefined }), 'got undefined as `authorization`'],
    ['a value that is a number', () => ({ 'x-key': 42 }), 'got a number as `x-key`'],
  ])('is told of it, with no place in everterm, and is asked again: %s', async (_, headers, told) => {
    await using origin = await serveOrigin()
    const fetcher = httpFetcher(origin.url, { headers: headers as () => Record<string, string> })
    const error = await fetcher.probe(undefined, contextOf()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'ERR_TERM_FETCH', hopeless: false })
    const { message } = error as Error
    expect(message).toContain("`headers` returned what can't be sent: ")
    expect(message).toContain(told)
    expect(message).not.toMatch(/ \(at |CANARY/)
  })
})

describe('a function for headers', () => {
  it('is called once at each attempt', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found')
    const fetcher = httpFetcher(origin.url, { headers: counting().headers })
    await fetchText(fetcher)
    await fetchText(fetcher)

    expect(origin.requests.map(({ headers }) => headers.authorization)).toEqual(['token 1', 'token 2'])
  })

  it.each([401, 403])(
    'is called once more after a %i, and what it gives then is tried at once',
    async (status) => {
      await using origin = await serveOrigin()
      origin.reply('/', only('token 2', status))
      const { calls, headers } = counting()

      expect(await fetchText(httpFetcher(origin.url, { headers: async () => headers() }))).toBe('found')
      expect(calls.count).toBe(2)
    },
  )

  it('is called no third time', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', only('token 3'))
    const { calls, headers } = counting()

    await expect(fetchText(httpFetcher(origin.url, { headers }))).rejects.toMatchObject({
      code: 'ERR_TERM_DENIED',
      status: 401,
    })
    expect([calls.count, origin.requests.length]).toEqual([2, 2])
  })

  it('that gives the same again changes nothing', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', only('other'))
    const probing = fetchText(httpFetcher(origin.url, { headers: () => ({ authorization: 'same' }) }))

    await expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_DENIED' })
    expect(origin.requests).toHaveLength(1)
  })

  it('is not called again for the refusal of headers that are fixed, nor for another failure', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', only('other'))
    origin.reply('/busy', { status: 503 })
    const { calls, headers } = counting()

    await expect(fetchText(httpFetcher(origin.url, { headers: { authorization: 'x' } }))).rejects.toThrow(
      '401',
    )
    await expect(fetchText(httpFetcher(`${origin.url}/busy`, { headers }))).rejects.toThrow('503')
    expect([calls.count, origin.requests.length]).toEqual([1, 2])
  })

  const failures: [string, () => never, string][] = [
    ['throws', () => fail('no token'), 'no token'],
    ['rejects', (() => Promise.reject(new Error('no token'))) as never, 'no token'],
    ['gives nothing', (() => undefined) as never, 'to be an object'],
    ['gives illegal headers', (() => ({ 'x-key': 'CANARY\r\n' })) as never, 'an illegal `x-key`'],
    ['gives headers of the fetcher', (() => ({ range: 'bytes=CANARY' })) as never, 'got `range`'],
  ]
  const fail = (message: string): never => {
    throw new Error(message)
  }
  it.each(failures)('that %s fails the attempt, without a request, and is told', async (_, headers, told) => {
    await using origin = await serveOrigin()
    const error = await fetchText(httpFetcher(origin.url, { headers })).catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code: 'ERR_TERM_FETCH', stage: 'probe' })
    expect((error as Error).message).toMatch(/^`headers` (failed|returned what can.t be sent): /)
    expect((error as Error).message).toContain(told)
    expect((error as Error).message).not.toContain('CANARY')
    expect(origin.requests).toEqual([])
  })

  it('that fails when it is called again leaves no connection behind', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', (_, response) => {
      response.writeHead(401).write('an endless page')
    })
    const answers = [() => ({ authorization: 'old' }), () => fail('no token')]
    const fetcher = httpFetcher(origin.url, { headers: () => answers.shift()?.() ?? {} })

    await expect(fetchText(fetcher)).rejects.toMatchObject({ code: 'ERR_TERM_FETCH' })
    await origin.drained()
  })

  it('that never answers ends with the attempt', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const headers = () => new Promise<never>(() => controller.abort(reason))
    const probing = httpFetcher('http://127.0.0.1:9/', { headers }).probe(
      undefined,
      contextOf({ signal: controller.signal }),
    )

    await expect(probing).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: reason })
  })
})

describe('the validators, when the headers change', () => {
  async function conditionsAfter(vary: string | undefined, etag = '"v1"'): Promise<unknown[]> {
    await using origin = await serveOrigin()
    origin.publish('/', 'found', { etag, ...(vary === undefined ? {} : { vary }) })
    const fetcher = httpFetcher(origin.url, { headers: counting().headers })
    const { known } = await changed(fetcher)
    await fetcher.probe(known, contextOf())
    expect(JSON.stringify(known)).not.toContain('token')
    return origin.requests.map(({ headers }) => headers['if-none-match'])
  }

  it.each([undefined, 'accept-encoding', 'Accept-Encoding, User-Agent'])(
    'are kept with `Vary: %s`',
    async (vary) => {
      expect(await conditionsAfter(vary)).toEqual([undefined, '"v1"'])
    },
  )

  it.each(['authorization', 'Accept-Encoding, Authorization', '*'])(
    'are dropped with `Vary: %s`, but for a strong ETag, which no other variant has',
    async (vary) => {
      expect(await conditionsAfter(vary, 'W/"v1"')).toEqual([undefined, undefined])
      expect(await conditionsAfter(vary)).toEqual([undefined, '"v1"'])
    },
  )

  it('confirm nothing by a weak form of a strong ETag, which another variant may have', async () => {
    await using origin = await serveOrigin()
    const vary = 'authorization'
    const next = { body: 'two', headers: { etag: 'W/"v1"', vary } }
    origin.reply(
      '/',
      { body: 'one', headers: { etag: '"v1"', vary } },
      { status: 304, headers: { etag: 'W/"v1"' } },
      next,
    )
    const fetcher = httpFetcher(origin.url, { headers: counting().headers })
    await changed(fetcher, (await changed(fetcher)).known)
    expect(origin.requests).toHaveLength(3)
  })

  it('that are a strong ETag cost no body with each new token, and no date goes with it', async () => {
    await using origin = await serveOrigin()
    const headers = { vary: 'X-Token', 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' }
    origin.publish('/', 'found', headers)
    let tokens = 0
    const fetcher = httpFetcher(origin.url, { headers: () => ({ 'x-token': `secret-${tokens++}` }) })
    let { known } = await changed(fetcher)
    for (let poll = 0; poll < 5; poll++) known = (await unchanged(fetcher, known)).known ?? known
    expect(JSON.stringify(known)).not.toContain('secret')
    expect(known).toMatchObject({ lastModified: headers['last-modified'] })
    expect(origin.requests.at(-1)?.headers).not.toHaveProperty('if-modified-since')
  })

  it('are kept when they do not, whatever `Vary` names', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found', { vary: '*, authorization, x-other' })
    const fetcher = httpFetcher(origin.url, { headers: { authorization: 'same' } })

    await unchanged(fetcher, (await changed(fetcher)).known)
  })

  it('are dropped when the codings change that this process can take off', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found', { vary: 'accept-encoding' })
    const known = (await changed(httpFetcher(origin.url))).known

    await changed(httpFetcher(origin.url, { headers: { 'accept-encoding': 'identity' } }), known)
    await unchanged(httpFetcher(origin.url), known)
  })
})
