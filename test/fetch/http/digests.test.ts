/** `Content-Digest` and `Repr-Digest`: what they prove, refuse and leave alone. @module */

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytesOf, cutAt, restFrom } from '../../support/cut-bodies.ts'
import { type Handler, raw, serveOrigin } from '../../support/origin.ts'
import { fetchBytes, fetchText, httpFetcher } from '../../support/probing.ts'

const hashed = (algorithm: string, body: string | Uint8Array) =>
  `:${createHash(algorithm).update(body).digest('base64')}:`
const sha256 = (body: string | Uint8Array) => `sha-256=${hashed('sha256', body)}`
const sha512 = (body: string | Uint8Array) => `sha-512=${hashed('sha512', body)}`

async function codeOf(headers: Record<string, string | string[]>, body: string | Uint8Array = 'right') {
  await using origin = await serveOrigin()
  origin.reply('/', { body, headers })
  return await fetchText(httpFetcher(origin.url)).then(
    () => 'taken',
    ({ code, stage }) => `${code} in ${stage}`,
  )
}

const MISMATCH = 'ERR_TERM_DIGEST in download'

describe.each(['content-digest', 'repr-digest'])('%s', (field) => {
  const cases: [string, string | string[], string][] = [
    ['by SHA-256, of the bytes that came', sha256('right'), 'taken'],
    ['by SHA-256, of others', sha256('wrong'), MISMATCH],
    ['by SHA-512, of the bytes that came', sha512('right'), 'taken'],
    ['by SHA-512, of others', sha512('wrong'), MISMATCH],
    ['by both', `${sha256('right')}, ${sha512('right')}`, 'taken'],
    ['by both, one of others', `${sha256('right')},\t${sha512('wrong')}`, MISMATCH],
    ['in two lines', [sha256('right'), sha512('wrong')], MISMATCH],
    ['twice by one algorithm, of which the last counts', [sha256('wrong'), sha256('right')], 'taken'],
    ['beside one that nobody knows', `md5=:AAAA:, ${sha256('wrong')}`, MISMATCH],
    ['with parameters', `${sha256('wrong')};n=1`, MISMATCH],
    ['with parameters of all kinds', `${sha256('wrong')};a;b=?0;c="x, y";d=:AAAA:;e=1.5;f=tok`, MISMATCH],
    ['with blanks between parameters', `${sha256('wrong')}; a=1;  b`, MISMATCH],
    ['beside a bare member', `future, ${sha256('wrong')}`, MISMATCH],
    ['before a bare member with parameters', `${sha256('wrong')}, future;q=1`, MISMATCH],
    ['beside a list', `future=(a "b, c" :AAAA:);x, ${sha256('wrong')}`, MISMATCH],
    ['beside text with a comma in it', `future="a, b", ${sha256('wrong')}`, MISMATCH],
    [
      'beside a number, a token, a date',
      `a=1, b=-1.5, c=tok/en, d=@1659578233, ${sha256('wrong')}`,
      MISMATCH,
    ],
    ['beside a text of any script', `a=%"f%c3%bc", ${sha256('wrong')}`, MISMATCH],
    ['without the padding', sha256('wrong').replace(/=+:$/, ':'), MISMATCH],
    ['of the bytes that came without the padding', sha256('right').replace(/=+:$/, ':'), 'taken'],
    ['as a bare member', 'sha-256', 'taken'],
    ['as a text', 'sha-256="AAAA"', 'taken'],
    ['as a list', `sha-256=(${hashed('sha256', 'wrong')})`, 'taken'],
    ['twice, as bytes and then as none', `${sha256('wrong')}, sha-256`, 'taken'],
    ['with blanks around', `  ${sha256('wrong')}  `, MISMATCH],
    ['that is cut short', 'sha-256=:AAAA:', MISMATCH],
    ['that is none', 'sha-256=::', MISMATCH],
    ['by unknown algorithms alone', 'md5=:AAAA:, unixsum=:AAAA:', 'taken'],
    ['that is malformed: without colons', 'sha-256=AAAA', 'taken'],
    ['that is malformed: in capitals', 'SHA-256=:AAAA:', 'taken'],
    ['that is malformed in one member', `${sha256('wrong')}, =oops`, 'taken'],
    ['that is malformed in a parameter', `${sha256('wrong')};A`, 'taken'],
    ['that ends with a comma', `${sha256('wrong')},`, 'taken'],
    ['that is empty', '', 'taken'],
  ]
  it.each(cases)('%s', async (_, digest, outcome) => {
    expect(await codeOf({ [field]: digest })).toBe(outcome)
  })

  it('is of the coded bytes', async () => {
    const zipped = gzipSync('right')
    const coded = { 'content-encoding': 'gzip' }

    expect(await codeOf({ ...coded, [field]: sha256(zipped) }, zipped)).toBe('taken')
    expect(await codeOf({ ...coded, [field]: sha256('right') }, zipped)).toBe(MISMATCH)
  })
})

describe('a digest in the trailers', () => {
  const trailing =
    (fields: Record<string, string>, announced = Object.keys(fields).join()): Handler =>
    (_, response) => {
      response.writeHead(200, announced === '' ? {} : { trailer: announced })
      response.write('right')
      response.addTrailers(fields)
      response.end()
    }
  async function outcomeOf(reply: Handler) {
    await using origin = await serveOrigin()
    origin.reply('/', reply)
    return await fetchText(httpFetcher(origin.url)).catch(({ code }) => code)
  }

  it.each(['content-digest', 'repr-digest'])('is checked: `%s`', async (field) => {
    expect(await outcomeOf(trailing({ [field]: sha256('right') }))).toBe('right')
    expect(await outcomeOf(trailing({ [field]: sha256('wrong') }))).toBe('ERR_TERM_DIGEST')
    expect(await outcomeOf(trailing({ [field]: sha512('wrong') }))).toBe('ERR_TERM_DIGEST')
  })

  it('is checked beside other trailers, in whatever letters they are announced', async () => {
    const fields = { 'x-time': '3', 'repr-digest': sha256('wrong') }

    expect(await outcomeOf(trailing(fields, 'X-Time , Repr-Digest'))).toBe('ERR_TERM_DIGEST')
  })

  it('that is announced and never comes proves nothing', async () => {
    expect(await outcomeOf(trailing({}, 'repr-digest'))).toBe('right')
    expect(await outcomeOf(raw('HTTP/1.1 200 OK\nTrailer: Repr-Digest\n\nright'))).toBe('ERR_TERM_PROTOCOL')
  })

  it('that nobody announced comes too late', async () => {
    expect(await outcomeOf(trailing({ 'repr-digest': sha256('wrong') }, ''))).toBe('right')
  })
})

describe('F13 a body that ends where its connection does', () => {
  const unframed = (body: string, digest: string) =>
    raw(`HTTP/1.1 200 OK\nConnection: close\nRepr-Digest: ${digest}\n\n${body}`)

  it('is taken when a digest proves it, and refused when it was cut', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', unframed('right', sha256('right')), unframed('rig', sha256('right')))
    const fetcher = httpFetcher(origin.url)

    expect(await fetchText(fetcher)).toBe('right')
    await expect(fetchText(fetcher)).rejects.toMatchObject({ code: 'ERR_TERM_DIGEST' })
  })

  it('is not taken for a digest that can not be checked', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', unframed('right', 'md5=:AAAA:'))

    await expect(fetchText(httpFetcher(origin.url))).rejects.toMatchObject({ code: 'ERR_TERM_PROTOCOL' })
  })
})

describe('F24 gzip that is cut between two members', () => {
  it('is found by the digest, and by nothing else', async () => {
    const [one, two] = [gzipSync('one'), gzipSync('two')]
    const coded = { 'content-encoding': 'gzip' }
    const digest = sha256(Buffer.concat([one, two]))

    expect(await codeOf(coded, one)).toBe('taken')
    expect(await codeOf({ ...coded, 'repr-digest': digest }, one)).toBe(MISMATCH)
  })
})

describe('the digest of a body that was cut', () => {
  const body = bytesOf('v1', 10_000)
  const other = bytesOf('v2', 10_000)
  const etag = '"v1"'
  const outcomeOf = async (...replies: Parameters<Awaited<ReturnType<typeof serveOrigin>>['reply']>[1][]) => {
    await using origin = await serveOrigin()
    origin.reply('/', ...replies)
    return await fetchBytes(httpFetcher(origin.url)).then(
      (bytes) => body.equals(bytes),
      ({ code }) => code,
    )
  }

  it('is that of the whole', async () => {
    const whole = { etag, 'content-digest': sha256(body), 'repr-digest': sha256(body) }
    const rest = { etag, 'content-digest': sha256(body.subarray(4_000)), 'repr-digest': sha256(body) }

    expect(await outcomeOf(cutAt(4_000, body, whole), restFrom(4_000, body, rest))).toBe(true)
  })

  it('finds a rest of other bytes under the same ETag', async () => {
    const whole = cutAt(4_000, body, { etag, 'repr-digest': sha256(body) })

    expect(await outcomeOf(whole, restFrom(4_000, other, { etag }))).toBe('ERR_TERM_DIGEST')
    expect(await outcomeOf(whole, { body: other.fill(0, 0, 4_000), headers: { etag } })).toBe(
      'ERR_TERM_DIGEST',
    )
  })

  it('finds a rest that was changed on its way', async () => {
    const rest = { etag, 'content-digest': sha256(other.subarray(4_000)) }

    expect(await outcomeOf(cutAt(4_000, body, { etag }), restFrom(4_000, body, rest))).toBe('ERR_TERM_DIGEST')
  })

  it('finds a rest that speaks of another whole, before it is taken', async () => {
    const rest = restFrom(4_000, body, { etag, 'repr-digest': sha256(other) })

    expect(await outcomeOf(cutAt(4_000, body, { etag, 'repr-digest': sha256(body) }), rest)).toBe(
      'ERR_TERM_DIGEST',
    )
    expect(await outcomeOf(cutAt(4_000, body, { etag, 'content-digest': sha256(body) }), rest)).toBe(
      'ERR_TERM_DIGEST',
    )
    expect(await outcomeOf(cutAt(4_000, body, { etag, 'repr-digest': sha512(body) }), rest)).toBe(true)
  })

  it('finds a rest that was changed and then cut itself', async () => {
    const cutRest: Handler = (_, response) => {
      const framing = { 'content-length': 6_000, 'content-range': 'bytes 4000-9999/10000' }
      response.writeHead(206, { ...framing, etag, 'content-digest': sha256(body.subarray(4_000)) })
      response.write(other.subarray(4_000, 7_000), () => response.socket?.destroy())
    }
    const last = restFrom(7_000, body, { etag })

    expect(await outcomeOf(cutAt(4_000, body, { etag }), cutRest, last)).toBe('ERR_TERM_DIGEST')
  })

  it('finds a whole that was sent in place of the rest, and changed', async () => {
    const whole = { body: other, headers: { etag, 'repr-digest': sha256(body) } }

    expect(await outcomeOf(cutAt(4_000, body, { etag }), whole)).toBe('ERR_TERM_DIGEST')
  })
})
