/** How old connections to S3 get, how long they may take to come about, and where they never lead. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serveSockets } from '../../support/listener.ts'
import { serveOrigin } from '../../support/origin.ts'
import { changed, fetchBytes } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.alloc(1_000, 'x')

test('a connection that is old enough is replaced before the next request', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table))
  const young = objectFetcher(origin, { maxConnectionAge: 20 })
  for (let poll = 0; poll < 3; poll += 1) {
    expect(await fetchBytes(young)).toHaveLength(1_000)
    await delay(30)
  }
  expect(origin.connections).toBe(3)

  const lasting = objectFetcher(origin)
  for (let poll = 0; poll < 3; poll += 1) {
    await fetchBytes(lasting)
    await delay(5)
  }
  expect(origin.connections).toBe(4)
})

test('a connection by TLS that does not come about in time is given up', async () => {
  await using silent = await serveSockets((socket) => socket.resume())
  const url = `https://127.0.0.1:${silent.port}`
  const error = await failureOf(changed(objectFetcher({ url }, { timeouts: { connect: 50 } })))
  expect(error).toMatchObject({
    code: 'ERR_TERM_TIMEOUT',
    message: `No connection to the origin came about within 50 ms (at 127.0.0.1:${silent.port})`,
  })
  await silent.drained()
})

test.each([
  ['that is refused', 'http://169.254.169.254/', 'link-local'],
  ['that is refused, in other digits', 'http://2852039166/', 'link-local'],
  ['that is none', 'not a URL', 'Invalid URL'],
  ['without a scheme', 'localhost:9000', 'not a valid URI'],
])('an endpoint of the environment %s is not asked, nor waited for', async (_, endpoint, reason) => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint)
  onTestFinished(() => void vi.unstubAllEnvs())
  const error = await failureOf(
    changed(objectFetcher({ url: '' }, { endpoint: undefined, forcePathStyle: true })),
  )
  expect(error).toMatchObject({
    code: 'ERR_TERM_SETUP',
    message: expect.stringContaining(reason),
    hopeless: true,
  })
})

test.each([
  ['http://100.100.100.200/', 'alibaba-metadata'],
  ['http://[64:ff9b::168.63.129.16]/', 'azure-host'],
] as const)('an endpoint that is refused is a TypeError, and allowed on demand: %s', (url, name) => {
  expect(() => objectFetcher({ url })).toThrow(/`endpoint`/)
  expect(objectFetcher({ url }, { allowAddresses: [name] }).name).toContain('s3://')
})
