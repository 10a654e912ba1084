/** A failure names the host and the port that were asked: a typo in a region, an endpoint or a proxy is seen. @module */

import { createServer } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { s3 } from '../../src/fetch/s3.ts'
import { toNetworkError } from '../../src/fetch/transfer/network-errors.ts'
import { hostAndPort } from '../../src/fetch/transfer/place.ts'
import { listen } from '../support/listener.ts'
import { serveOrigin } from '../support/origin.ts'
import { contextOf, httpFetcher } from '../support/probing.ts'

afterEach(() => void vi.unstubAllEnvs())

const CANARY = 'CANARY'

/** A port that nobody listens at any more. */
async function deadPort(): Promise<number> {
  await using listener = await listen(createServer())
  return listener.port
}

const messageOf = async (probing: Promise<unknown>) => {
  const message = await probing.then(
    () => 'no failure',
    ({ message }: Error) => message,
  )
  expect(message).not.toContain(CANARY)
  return message
}

it('a wrong endpoint of S3 is named by its host and port', async () => {
  const port = await deadPort()
  const credentials = { accessKeyId: 'AKID', secretAccessKey: CANARY }
  const options = { bucket: 'prices', key: 'table', region: 'us-east-1', credentials }
  const fetcher = s3({ ...options, endpoint: `http://localhost:${port}` })
  expect(await messageOf(fetcher.probe(undefined, contextOf()))).toContain(
    `(ECONNREFUSED at localhost:${port})`,
  )
})

it('a region of S3 with a typo is seen in the name that was not resolved', async () => {
  const fetcher = s3({
    bucket: 'prices',
    key: 'table',
    region: 'eu-wst-1',
    credentials: { accessKeyId: 'AKID', secretAccessKey: CANARY },
  })
  expect(await messageOf(fetcher.probe(undefined, contextOf()))).toContain(
    'at prices.s3.eu-wst-1.amazonaws.com:443)',
  )
})

it('an origin that a redirect led to is named where it is not reached', async () => {
  const port = await deadPort()
  await using origin = await serveOrigin()
  origin.reply('/', {
    status: 302,
    headers: { location: `https://u:${CANARY}@127.0.0.1:${port}/?sig=${CANARY}` },
  })
  const fetcher = httpFetcher(`${origin.url}/`, { redirects: 'cross-origin' })
  expect(await messageOf(fetcher.probe(undefined, contextOf()))).toContain(
    `(ECONNREFUSED at 127.0.0.1:${port})`,
  )
})

it('a proxy that is not reached is named, and not the origin', async () => {
  const port = await deadPort()
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'])
    vi.stubEnv(name, '')
  vi.stubEnv('http_proxy', `http://user:${CANARY}@127.0.0.1:${port}`)
  const fetcher = httpFetcher('http://prices.example/', { proxy: 'env' })
  expect(await messageOf(fetcher.probe(undefined, contextOf()))).toContain(
    `(ECONNREFUSED at 127.0.0.1:${port})`,
  )
})

it('a name of several addresses, none of which answers, is told by the first of them', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', address: '::1', port: 9000 })
  const thrown = Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' })
  expect(toNetworkError(thrown, 'probe').message).toContain('(ECONNREFUSED at [::1]:9000)')
})

it.each([
  ['https://cdn.example.com/x?sig=1', 'cdn.example.com:443'],
  ['http://u:p@[::1]/', '[::1]:80'],
  ['http://localhost:8080/', 'localhost:8080'],
])('%s is %s', (url, place) => {
  expect(hostAndPort(new URL(url))).toBe(place)
})
