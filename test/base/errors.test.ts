/** An error of everterm is known as one in every realm and every copy, and is read without trust. @module */

import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { fieldOf, named, TermError, textOf, toTermError } from '../../src/base/errors.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { trapped, unreadable } from '../support/mischief.ts'

const BRAND = Symbol.for('everterm.TermError')

/** An error as another copy of the package, or another realm, would throw it. */
const foreign = (fields: object): object =>
  Object.defineProperty(Object.assign(new (runInNewContext('Error'))('elsewhere'), fields), BRAND, {
    value: true,
  })

const REFUSED = { code: 'ERR_TERM_REFUSED', term: 'prices', stage: 'validate' }

describe('a TermError', () => {
  it('of another copy is one', () => {
    expect(foreign(REFUSED)).toBeInstanceOf(TermError)
    expect(isPoison(foreign(REFUSED))).toBe(true)
  })

  it('is none of a class of the user that extends it', () => {
    class Mine extends TermError {}
    expect(new TermError('ERR_TERM_HTTP', 'plain')).not.toBeInstanceOf(Mine)
    expect(new Mine('ERR_TERM_HTTP', 'mine')).toBeInstanceOf(Mine)
    expect(new Mine('ERR_TERM_HTTP', 'mine')).toBeInstanceOf(TermError)
  })

  it.each([
    ['has no code', { message: 'text' }],
    ['has a code that is no text', { ...REFUSED, code: 7 }],
    ['has a message that is no text', { ...REFUSED, message: {} }],
  ])('that %s is only a cause', (_, fields) => {
    const thrown = foreign(fields)
    expect(toTermError(thrown, 'ERR_TERM_STORE', 'put failed')).toMatchObject({
      code: 'ERR_TERM_STORE',
      cause: thrown,
    })
  })

  it.each(['code', 'message', 'term', 'stage', 'status', 'retryAfterMs', 'cause'])(
    'whose `%s` can not be read is only a cause',
    (name) => {
      const thrown = foreign(REFUSED)
      const get = () => {
        throw new Error('a getter threw')
      }
      Object.defineProperty(thrown, name, { get })
      expect(named(thrown, 'prices', 'store')).toMatchObject({ code: 'ERR_TERM_FETCH', stage: 'store' })
    },
  )

  it('that is its own cause is told apart from others', () => {
    const circular = new TermError('ERR_TERM_CONTRACT', 'circular')
    Object.defineProperty(circular, 'cause', { value: circular })
    expect(circular.fatal).toBe(false)
    expect(isPoison(circular)).toBe(false)
  })
})

describe('what was thrown', () => {
  it.each([
    ['a trap', trapped],
    ['an error that can not be read', unreadable],
    ['a proxy that is revoked', revoked],
    ['an object without a prototype', () => Object.create(null)],
    ['nothing', () => undefined],
  ])('may be %s', (_, make) => {
    expect(fieldOf(make(), 'code')).toBeUndefined()
    expect(typeof textOf(make())).toBe('string')
    const { code, term } = named(make(), 'prices', 'decode')
    expect([code, term]).toEqual(['ERR_TERM_FETCH', 'prices'])
  })
})

describe('the origin of a failure', () => {
  const told = (origin: string | undefined, message: string) =>
    named(new TermError('ERR_TERM_FETCH', message), 'prices', 'probe', origin).message

  it.each([
    ['an address', 'https://a.example/b', 'no answer', '[prices] https://a.example/b: no answer'],
    ['a name with an address', 'S3 s3://b/k', 'no answer', '[prices] S3 s3://b/k: no answer'],
    ['the path of a file', 'file prices.json', 'no answer', '[prices] prices.json: no answer'],
    ['what has no address', 'fixed data', 'no answer', '[prices] no answer'],
    ['unknown', undefined, 'no answer', '[prices] no answer'],
    ['in the message', 'https://a.example/b', 'no https://a.example/b', '[prices] no https://a.example/b'],
    ['in the message without its name', 'S3 s3://b/k', 's3://b/k is gone', '[prices] s3://b/k is gone'],
  ])('is told once, where it is an address: it is %s', (_, origin, message, expected) => {
    expect(told(origin, message)).toBe(expected)
  })

  it('is told of no failure that is told already, nor twice', () => {
    const once = named(new TermError('ERR_TERM_FETCH', 'no answer'), 'prices', 'probe', 'https://a.example/')
    expect(named(once, 'prices', 'store', 'https://b.example/')).toBe(once)
  })
})

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
