/** Wrong options of the engines are told at once, and a secret is told by none of them. @module */

import { expect, test } from 'vitest'
import { resolveNatsOptions } from '../../../src/fleet/engines/nats/options.ts'
import { type NatsOptions, nats } from '../../../src/nats.ts'
import { type RedisOptions, redis } from '../../../src/redis.ts'
import { memoryEngine, testControl } from '../../../src/testing.ts'

const servers = 'nats.internal:4222'
const url = 'rediss://redis.internal'

test.each([
  [undefined, 'expected `options` to be an object'],
  [{}, 'expected `servers` to be an address, or an array of them'],
  [{ servers: [] }, 'expected `servers`'],
  [{ servers, user: '' }, 'expected `user` to be text with content, or a function that returns it'],
  [{ servers, pass: 7 }, 'expected `pass` to be text with content'],
  [{ servers, creds: '' }, 'expected `creds` to be the path of a file'],
  [{ servers, prefix: 'a.b' }, 'expected `prefix` to be letters, digits, `_` and `-`, got `a.b`'],
  [{ servers, replicas: 0 }, 'expected `replicas` to be a whole number, at least 1, got `0`'],
  [{ servers, inboxPrefix: '_INBOX.>' }, 'expected `inboxPrefix` to be a subject without wildcards'],
  [{ servers, timeout: 0 }, 'expected `timeout` to be more than 0'],
  [{ servers, password: 'x' }, 'expected `options` to be made of servers'],
  [{ servers: 'nats://me:a-secret%@one' }, 'expected `servers` to have its user and password in percent-'],
  [{ servers: ['nats://me:a-secret@one', 'nats://me:other@two'] }, 'to have one user and password for all'],
  [{ servers: 'nats://me:a-secret@one:port' }, 'expected `servers` to be addresses of servers'],
  [{ servers: 'https://me:a-secret@one' }, 'expected `servers` to be addresses of servers'],
])('nats(%j)', (options, message) => {
  const made = () => nats(options as NatsOptions)
  expect(made).toThrow(TypeError)
  expect(made).toThrow(message)
  expect(made).not.toThrow('a-secret')
})

test.each([
  [undefined, 'expected `options` to be an object'],
  [{ url: 'redis.internal:6379' }, 'expected `url` to be the address of a server, as redis://host:6379/0'],
  [{ url: 'https://:a-secret@redis.internal' }, 'expected `url` to be the address'],
  [{ url: 'redis://redis.internal/zero' }, 'expected `url` to be the address'],
  [{ url: 'redis://redis.internal', tls: {} }, 'expected `url` to begin with rediss:// where there is `tls`'],
  [{ url, username: '' }, 'expected `username` to be text with content'],
  [{ url, prefix: 'a*' }, 'expected `prefix` to be letters, digits'],
  [{ url, timeout: 'soon' }, 'expected `timeout` to be more than 0'],
  [{ url, user: 'x' }, 'expected `options` to be made of url'],
  [{ url: 'redis://me:a-secret%@one' }, 'expected `url` to have its user and password in percent-encoding'],
  [{ url: 'redis://a-secret%zz@one' }, 'expected `url` to have its user and password in percent-encoding'],
])('redis(%j)', (options, message) => {
  const made = () => redis(options as RedisOptions)
  expect(made).toThrow(TypeError)
  expect(made).toThrow(message)
  expect(made).not.toThrow('a-secret')
})

test('a name tells hosts and ports, and neither user nor password', async () => {
  const both = ['nats://user:secret@one:4222', 'tls://two']
  expect(nats({ servers: both }).name).toBe('nats one:4222, two')
  expect(redis({ url: 'redis://user:secret@[::1]:7/3' }).name).toBe('redis ::1:7')
})

test('a user and a password in addresses of NATS are those of its options, and stay in no address', () => {
  const both = ['nats://me:a%40b:c@one:4222', 'tls://me:a%40b:c@two', '[::1]:4222', '::1']
  expect(resolveNatsOptions({ servers: both })).toMatchObject({
    servers: ['nats://one:4222', 'tls://two', '[::1]:4222', '::1'],
    user: 'me',
    pass: 'a@b:c',
  })
  expect(resolveNatsOptions({ servers: both, pass: 'other' })).toMatchObject({ user: 'me', pass: 'other' })
})

test('testControl refuses a harness without `connect`, and hooks that are none', () => {
  expect(() => testControl({} as never, () => {})).toThrow('expected `harness.connect` to be a function')
  const { connect } = memoryEngine()
  expect(() => testControl({ connect, stop: 1 as never }, () => {})).toThrow('expected `harness.stop`')
  expect(() => testControl({ connect }, undefined as never)).toThrow('expected `test`')
})
