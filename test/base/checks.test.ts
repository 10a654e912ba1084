/** Options that throw when they are read are a mistake as any other, which names the option. @module */

import { expect, it } from 'vitest'
import { group, http, remoteTerm } from '../../src/index.ts'

const throwing = (): never => {
  throw new Error('mine')
}
const withGetter = (option: string) => Object.defineProperty({}, option, { get: throwing, enumerable: true })

it.each<[string, () => unknown, string]>([
  ['of a term', () => remoteTerm(withGetter('name') as never), 'remoteTerm: expected `name` to be readable'],
  ['of a fetcher', () => http('http://x/', withGetter('cache')), 'http: expected `cache` to be readable'],
  [
    'within an option',
    () => remoteTerm({ name: 'a', fetcher: http('http://x/'), retry: withGetter('base') }),
    'remoteTerm "a": expected `retry.base` to be readable',
  ],
  [
    'whose traps throw',
    () => http('http://x/', new Proxy({}, { ownKeys: throwing })),
    'http: expected `options` to be readable',
  ],
  [
    'that was revoked',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return group({}, proxy)
    },
    'group: expected `options` to be readable',
  ],
])('an option %s', (_, call, message) => {
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
})
