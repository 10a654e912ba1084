/** The door of the HTTP fetcher: its URL and its options. @module */

import { Agent } from 'undici'
import { describe, expect, it } from 'vitest'
import { http } from '../../../src/fetch/http.ts'
import { serveOrigin } from '../../support/origin.ts'
import { fetchBytes, httpFetcher } from '../../support/probing.ts'

const URL_OK = 'https://cdn.example.com/prices.json'
const build = (options: unknown) => () => http(URL_OK, options as never)

describe('the URL', () => {
  it.each([
    ['nothing', undefined],
    ['text that is none', 'not a url'],
    ['a path', '/prices.json'],
    ['ftp', 'ftp://example.com/'],
    ['file', 'file:///etc/passwd'],
    ['a number', 42],
    ['something with an href', { href: URL_OK }],
  ])('is refused: %s', (_, url) => {
    expect(() => http(url as string)).toThrow(/^http: expected `url` to be an http or https URL/)
  })

  it.each<[unknown, string]>([
    ['htp://user:CANARY@cdn.example.com/x?sig=CANARY', 'got the scheme `htp`: did you mean `http://…`?'],
    ['htps://cdn.example.com/?CANARY', 'got the scheme `htps`: did you mean `https://…`?'],
    ['ftp://cdn.example.com/CANARY', 'got the scheme `ftp`'],
    ['s3://CANARY/x', 'got the scheme `s3`: for an object of S3 `s3({ bucket, key })`'],
    ['file:///CANARY', 'got the scheme `file`: for a path `file(...)`'],
    ['127.0.0.1:8801/CANARY', 'got no scheme (string): did you mean `http://…`?'],
    ['localhost:8801/CANARY', 'got no scheme (string): did you mean `http://…`?'],
    ['cdn.example.com/CANARY', 'got no scheme (string): did you mean `https://…`?'],
    ['user:CANARY@cdn.example.com/', 'got no scheme (string): did you mean `https://…`?'],
    ['/CANARY.json', 'got no scheme (string): for a path `file(...)`'],
    ['undefined/CANARY', 'is a variable of the environment missing?'],
    ['', 'got an empty text: is a variable of the environment missing?'],
    [undefined, 'got undefined: is a variable of the environment missing?'],
  ])('that is none says what was seen: %s', (url, hint) => {
    expect(() => http(url as string)).toThrow(`http: expected \`url\` to be an http or https URL, got `)
    expect(() => http(url as string)).toThrow(hint)
    expect(() => http(url as string)).not.toThrow('CANARY')
  })

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.0.1/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
  ])('is refused when its host is where clouds keep credentials: %s', (url) => {
    expect(() => http(url)).toThrow(/`url`/)
    expect(() => http(new URL(url))).toThrow(TypeError)
  })

  it.each(['http://169.253.1.1/', 'http://10.0.0.1/', 'http://[::1]/', 'http://[fd00::1]/'])(
    'is taken when its host is private: %s',
    (url) => {
      expect(http(url).name).toBe(url)
    },
  )

  it('is never repeated in a message', () => {
    expect(() => http('gopher://user:CANARY@example.com/?CANARY')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('CANARY') }),
    )
  })

  it('is copied, so that a later change has no effect', () => {
    const url = new URL(URL_OK)
    const fetcher = http(url)
    url.pathname = '/other'

    expect(fetcher.name).toBe(URL_OK)
  })
})

describe('a wrong option', () => {
  const cases: [string, unknown][] = [
    ['options', 'fast'],
    ['options', null],
    ['options', { cached: true }],
    ['cache', { cache: 'yes' }],
    ['allowEmpty', { allowEmpty: 1 }],
    ['allowUnframed', { allowUnframed: null }],
    ['minRefreshInterval', { minRefreshInterval: '30 parsecs' }],
    ['minRefreshInterval', { minRefreshInterval: 0 }],
    ['minRefreshInterval', { minRefreshInterval: Number.NaN }],
    ['minRefreshInterval', { minRefreshInterval: '2d' }],
    ['maxRefreshInterval', { maxRefreshInterval: Number.POSITIVE_INFINITY }],
    ['maxRefreshInterval', { maxRefreshInterval: '10s' }],
    ['retryAfterCap', { retryAfterCap: -1 }],
    ['timeouts', { timeouts: '5s' }],
    ['timeouts', { timeouts: { total: '5s' } }],
    ['timeouts.connect', { timeouts: { connect: 0 } }],
    ['timeouts.headers', { timeouts: { headers: '30d' } }],
    ['timeouts.stall', { timeouts: { stall: '1w' } }],
    ['timeouts.minRate', { timeouts: { minRate: 1_024 } }],
    ['timeouts.minRate', { timeouts: { minRate: { bytes: 1_024 } } }],
    ['timeouts.minRate.bytesPerSecond', { timeouts: { minRate: { bytesPerSecond: -1 } } }],
    ['timeouts.minRate.bytesPerSecond', { timeouts: { minRate: { bytesPerSecond: '1 KiB' } } }],
    ['timeouts.minRate.over', { timeouts: { minRate: { over: 0 } } }],
    ['heuristic', { heuristic: 'yes' }],
    ['redirects', { redirects: true }],
    ['redirects', { redirects: 'follow' }],
    ['proxy', { proxy: true }],
    ['proxy', { proxy: 'env', dispatcher: new Agent() }],
    ['headers', { headers: [['a', 'b']] }],
    ['headers', { headers: new Map([['a', 'b']]) }],
    ['headers', { headers: new Headers({ a: 'b' }) }],
    ['headers', { headers: { 'bad name': 'x' } }],
    ['headers', { headers: { 'x-count': 1 } }],
    ['headers', { headers: { 'If-None-Match': '"x"' } }],
    ['headers', { headers: { Range: 'bytes=0-1' } }],
    ['dispatcher', { dispatcher: {} }],
    ['dispatcher', { dispatcher: null }],
    ['dispatcher', { dispatcher: { dispatch() {} } }],
    ['dispatcher', { dispatcher: { dispatch() {}, request() {} } }],
    ['dispatcher', { dispatcher: 'http://proxy.example' }],
    ['maxConnectionAge', { maxConnectionAge: 0 }],
    ['maxConnectionAge', { maxConnectionAge: null }],
    ['allowAddresses', { allowAddresses: ['169.254.169.254'] }],
  ]
  it.each(cases)('`%s` is a TypeError at once: %j', (option, options) => {
    const message =
      option === 'maxRefreshInterval' ? /RefreshInterval`/ : new RegExp(`^http: .*\`${option}\``)

    expect(build(options)).toThrow(TypeError)
    expect(build(options)).toThrow(message)
  })

  it.each([
    [{ timeouts: { minRate: { bytesPerSecond: 0 } } }],
    [{ timeouts: { connect: 2 ** 31 - 1, headers: 1, stall: '24d', minRate: { over: 1 } } }],
    [{ minRefreshInterval: '1h', maxRefreshInterval: '1h' }],
    [{ allowAddresses: [] }],
    [{ proxy: 'env', dispatcher: undefined }],
  ])('may be as far as it goes: %j', (options) => {
    expect(build(options)).not.toThrow()
  })

  it('does not show the URL of a proxy, which may hold a password', () => {
    expect(build({ proxy: 'http://me:CANARY@proxy.example' })).toThrow(/^http: expected `proxy` [^C]*$/)
  })

  it('does not show the value of a header', () => {
    expect(build({ headers: { 'x-api-key': 'CANARY\r\nx: y' } })).toThrow(
      /^http: expected `headers` .* `x-api-key`$/,
    )
  })
})

describe('the headers', () => {
  it('are sent with each request, as they were when the fetcher was made', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'x')
    const headers = { 'X-Api-Key': 'secret', 'Accept-Encoding': 'identity' }
    const fetcher = httpFetcher(origin.url, { headers })
    headers['X-Api-Key'] = 'changed'
    await fetchBytes(fetcher)

    expect(origin.requests[0]?.headers).toMatchObject({
      'x-api-key': 'secret',
      'accept-encoding': 'identity',
      'user-agent': 'everterm',
    })
  })

  it('get the credentials of the URL', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'x')
    await fetchBytes(httpFetcher(origin.url.replace('//', '//me:p%40ss@')))

    expect(origin.requests[0]?.headers.authorization).toBe(`Basic ${btoa('me:p@ss')}`)
    expect(() => http('http://100%:x@example.com/')).toThrow(/`url`/)
  })
})
