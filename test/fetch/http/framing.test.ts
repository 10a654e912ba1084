/** Bodies that are cut, endless, empty or coded. @module */

import { describe, expect, it } from 'vitest'
import type { TermError, TermErrorCode } from '../../../src/base/errors.ts'
import type { HttpOptions } from '../../../src/fetch/http.ts'
import { raw, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, fetchBytes, fetchText, httpFetcher } from '../../support/probing.ts'

async function textOf(answer: string, options?: HttpOptions, maxBytes = 1_000): Promise<string> {
  await using origin = await serveOrigin()
  origin.reply('/', raw(answer))
  return await fetchText(httpFetcher(origin.url, options), contextOf({ maxBytes }))
}

const failure = (answer: string, options?: HttpOptions, maxBytes?: number): Promise<unknown> =>
  textOf(answer, options, maxBytes).then(
    (text) => ({ text }),
    (error: TermError) => ({ code: error.code, stage: error.stage }),
  )

const at = (stage: string, code: TermErrorCode) => ({ code, stage })

describe('F13 a body that is cut short', () => {
  it('is truncated when a length was announced', async () => {
    expect(await failure('HTTP/1.1 200 OK\nContent-Length: 10\n\nshort')).toEqual(
      at('download', 'ERR_TERM_TRUNCATED'),
    )
  })

  it('is truncated when the last chunk is missing', async () => {
    expect(await failure('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nshort\n')).toEqual(
      at('download', 'ERR_TERM_TRUNCATED'),
    )
  })

  it('is a failure of the network when the connection is reset', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', raw('HTTP/1.1 200 OK\nContent-Length: 10\n\nshort', { after: 'reset' }))

    await expect(fetchText(httpFetcher(origin.url))).rejects.toMatchObject({
      code: expect.stringMatching(/ERR_TERM_(NETWORK|TRUNCATED)/),
    })
  })
})

describe('F13 a body whose cut would not show', () => {
  const unframed = 'HTTP/1.1 200 OK\nConnection: close\n\nas it comes'

  it('is refused', async () => {
    expect(await failure(unframed)).toEqual(at('probe', 'ERR_TERM_PROTOCOL'))
  })

  it('is taken with `allowUnframed`, but not beyond the limit', async () => {
    expect(await textOf(unframed, { allowUnframed: true })).toBe('as it comes')
    expect(await failure(unframed, { allowUnframed: true }, 5)).toEqual(at('download', 'ERR_TERM_TOO_LARGE'))
  })

  it('is refused with a transfer coding that nobody takes off', async () => {
    const answer = 'HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n1\nx\n0\n\n'

    expect(await failure(answer, { allowUnframed: true })).toEqual(at('probe', 'ERR_TERM_PROTOCOL'))
  })
})

describe('F20 an empty body', () => {
  const ofNoLength = 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'
  const ofNoChunks = 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n0\n\n'

  it('is a failure', async () => {
    expect(await failure(ofNoLength)).toEqual(at('probe', 'ERR_TERM_EMPTY'))
    expect(await failure(ofNoChunks)).toEqual(at('download', 'ERR_TERM_EMPTY'))
  })

  it('is a value with `allowEmpty`', async () => {
    expect(await textOf(ofNoLength, { allowEmpty: true })).toBe('')
    expect(await textOf(ofNoChunks, { allowEmpty: true })).toBe('')
  })
})

describe('F14, P32, S1: the limit on the wire', () => {
  it('admits a body of exactly that size', async () => {
    expect(await textOf('HTTP/1.1 200 OK\nContent-Length: 5\n\nexact', {}, 5)).toBe('exact')
  })

  it('refuses an announced size at the headers', async () => {
    expect(await failure('HTTP/1.1 200 OK\nContent-Length: 6\n\nlarger', {}, 5)).toEqual(
      at('probe', 'ERR_TERM_TOO_LARGE'),
    )
    expect(await failure('HTTP/1.1 200 OK\nContent-Length: 214748364800\n\nlies')).toEqual(
      at('probe', 'ERR_TERM_TOO_LARGE'),
    )
  })

  it('cuts an endless body, and its connection', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', (_, response) => {
      const more = () =>
        void (response.destroyed || response.write(Buffer.alloc(64 * 1024), () => setImmediate(more)))
      more()
    })

    await expect(fetchBytes(httpFetcher(origin.url))).rejects.toMatchObject({ code: 'ERR_TERM_TOO_LARGE' })
    await origin.drained()
  })

  it('holds for whoever reads the body without `receive`', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', raw('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n6\nlarger\n0\n\n'))
    const { open } = await changed(httpFetcher(origin.url), undefined, contextOf({ maxBytes: 5 }))
    const reading = (async () => {
      for await (const _ of open(new AbortController().signal) as AsyncIterable<Uint8Array>);
    })()

    await expect(reading).rejects.toMatchObject({ code: 'ERR_TERM_TOO_LARGE' })
  })
})

describe('F22 Content-Encoding', () => {
  const codingOf = async (coding: string | string[]) => {
    await using origin = await serveOrigin()
    origin.reply('/', { body: 'coded', headers: { 'content-encoding': coding } })
    return (await changed(httpFetcher(origin.url))).encoding
  }

  it.each([
    ['gzip', 'gzip'],
    ['GZip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br', 'br'],
    ['zstd', 'zstd'],
    ['identity', undefined],
    ['aws-chunked', undefined],
    ['gzip,aws-chunked', 'gzip'],
    ['aws-chunked, br', 'br'],
    ['', undefined],
  ])('of `%s` is reported as %s, and the bytes stay as they are', async (coding, reported) => {
    expect(await codingOf(coding)).toBe(reported)
  })

  it.each([
    ['deflate'],
    ['constructor'],
    ['gzip, gzip'],
    ['gzip, identity'],
    [Array(1_000).fill('gzip').join()],
    [['gzip', 'br']],
  ])('of `%.20s` is refused', async (coding) => {
    await expect(codingOf(coding)).rejects.toMatchObject({ code: 'ERR_TERM_ENCODING', stage: 'probe' })
  })
})

describe('an answer that is not HTTP', () => {
  it.each([
    ['junk', 'hello there\n\n'],
    ['a control character in a header', 'HTTP/1.1 200 OK\nETag: "\x01"\nContent-Length: 1\n\nx'],
    ['two lengths', 'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nx'],
  ])('is refused: %s', async (_, answer) => {
    expect(await failure(answer)).toEqual(at('probe', 'ERR_TERM_PROTOCOL'))
  })
})
