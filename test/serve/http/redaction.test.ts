/** What people are shown of values: nothing that is called a secret, and nothing endless. @module */

import { describe, expect, it } from 'vitest'
import { json, remoteTerm } from '../../../src/index.ts'
import { isSecretName, redacted } from '../../../src/serve/http/redaction.ts'
import { scripted } from '../../support/scripted-fetcher.ts'
import { served } from '../../support/served.ts'

describe('a name', () => {
  it.each([
    ...[
      'password',
      'dbPassword',
      'PASSWD',
      'token',
      'access_token',
      'secret',
      'clientSecret',
      'key',
      'apiKey',
    ],
    ...[
      'api-key',
      'private_key',
      'signing.key',
      'authorization',
      'Cookie',
      'set-cookie',
      'credentials',
      'sessionId',
    ],
    ...['pass', 'userPass', 'DBPass', 'jwt', 'bearer', 'sig', 'dsn', 'connectionString', 'pwd_hash', 'pin'],
    ...['privkey', 'encryptionkey', 'auth'],
  ])('%s is that of a secret', (name) => expect(isSecretName(name)).toBe(true))

  it.each([
    'monkey',
    'keyboard',
    'price',
    'author',
    'keys',
    'passenger',
    'tok',
    'turkey',
    'pinned',
    'design',
    'passCount',
  ])('%s is not', (name) => expect(isSecretName(name)).toBe(false))
})

it('what is deep, long or wide is cut, and says so', () => {
  const value = {
    list: [1, 2, 3],
    text: 'x'.repeat(9),
    deep: { deeper: { deepest: 1 } },
    bytes: new Uint8Array(3),
  }
  expect(redacted(value, { depth: 2, parts: 2, text: 4 })).toEqual({
    list: [1, 2, '[1 more]'],
    text: 'xxxx… (9 characters)',
    '…': '2 more',
  })
  expect(redacted(value.deep, { depth: 1, parts: 2, text: 10 })).toEqual({ deeper: '[1 parts]' })
  expect(redacted(value.bytes)).toBe('[3 bytes]')
})

it('the secret of a pair of name and value is shown neither in a value nor in a difference', async () => {
  const pairs = (n: number) =>
    JSON.stringify([
      { name: 'DB_PASSWORD', value: `hunter${n}` },
      { name: 'region', value: `eu-${n}` },
    ])
  const offer = (n: number) => () => {
    const open = async () => new TextEncoder().encode(pairs(n))
    return { changed: true, version: `v${n}`, open } as const
  }
  const fetcher = scripted(offer(1), offer(2))
  const env = remoteTerm({ name: 'env', fetcher, deserialize: json, history: 1 })
  const { ask } = await served({ env }, { values: true })
  await env.refresh()
  const answers = ['/v1/values/env', '/v1/values/env/0/value', '/v1/values/env/0', '/v1/diff/env']
  for (const path of answers) {
    const { status, text } = await ask(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).not.toContain('hunter')
  }
  expect((await ask('/v1/values/env/1/value')).json().value).toBe('eu-2')
  expect((await ask('/v1/diff/env')).text).toContain('eu-2')
})

it('a URL is shown without who is in it, and without its signature', () => {
  const text = 'at postgres://app:hunter2@db.test/x?sslmode=on and https://x.test/a?sig=abc&n=1'
  const shown = 'at postgres://[redacted]@db.test/x?sslmode=on and https://x.test/a?sig=[redacted]&n=1'
  expect(redacted({ text })).toEqual({ text: shown })
  expect(redacted(`${'x'.repeat(490)} amqp://app:hunter2@q.test/`)).not.toContain('hunter')
})

it('values and differences are shown only where somebody has asked for that, and then without secrets', async () => {
  const users = (n: number) =>
    JSON.stringify({ ann: { age: n, password: `hunter${n}` }, token: `t${n}`, long: 'x'.repeat(400 + n) })
  const offer = (n: number) => () => {
    const open = async () => new TextEncoder().encode(users(n))
    return { changed: true, version: `v${n}`, open } as const
  }
  const make = () =>
    remoteTerm({ name: 'users', fetcher: scripted(offer(1), offer(2)), deserialize: json, history: 1 })
  const [hidden, shown] = [make(), make()]
  const closed = await served({ hidden })
  const open = await served({ shown }, { values: true })
  await Promise.all([hidden.refresh(), shown.refresh()])
  const plain = (await closed.ask('/v1/diff/users')).json<{ changed: number; entries: object[] }>()
  expect([plain.changed, plain.entries.length, 'after' in (plain.entries[0] ?? {})]).toEqual([4, 4, false])
  const diff = await open.ask('/v1/diff/users')
  expect(diff.json().entries).toContainEqual({ kind: 'changed', path: '/ann/age', before: '1', after: '2' })
  const value = await open.ask('/v1/values/users')
  expect(value.json().value).toMatchObject({ ann: { age: 2, password: '[redacted]' }, token: '[redacted]' })
  for (const { text } of [diff, value, await open.ask('/v1/values/users/ann/password')]) {
    expect(text).not.toContain('hunter')
    expect(text).not.toContain('"t2"')
  }
  expect((await closed.ask('/v1/values/users')).status).toBe(403)
})
