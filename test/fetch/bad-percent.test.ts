/** A `%` in an address that begins no byte is told as what it is, wherever an address is taken, and no secret with it. @module */

import { expect, test } from 'vitest'
import { file, http } from '../../src/index.ts'
import { nats } from '../../src/nats.ts'
import { published } from '../../src/published.ts'
import { redis } from '../../src/redis.ts'
import { startEverterm } from '../support/everterm.ts'

test.each([
  ['file', '`path`', () => file(new URL('file:///a-secret/%zz'))],
  ['file', '`path`', () => file(new URL('file:///a-secret/a%2Fb'))],
  ['published', 'the place', () => published('file:///a-secret/%zz')],
  ['http', '`url`', () => http('http://me:a-secret%@one.example')],
  ['redis', '`url`', () => redis({ url: 'redis://me:a-secret%@one' })],
  ['nats', '`servers`', () => nats({ servers: 'nats://me:a-secret%@one' })],
])('%s names %s', (of, option, make) => {
  expect(make).toThrow(TypeError)
  expect(make).toThrow(`${of}: expected ${option}`)
  expect(make).toThrow('percent-encoding')
  expect(make).not.toThrow('a-secret')
})

test.each([
  ['fetch', 's3://bucket/100%'],
  ['fetch', 'file:///%zz'],
  ['publish', 'prices', 'x.json', '--to', 'file:///%zz'],
  ['fleet', 'status', '--service', 'shop', '--control', 'redis://me:a-secret%@127.0.0.1:1'],
  ['fleet', 'status', '--service', 'shop', '--control', 'nats://me:a-secret%@127.0.0.1:1'],
])('`everterm %s %s` is a command line that is wrong', async (...words) => {
  const { code, stderr } = await startEverterm(words).ended
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.not.stringContaining('a-secret') })
})
