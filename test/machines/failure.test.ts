/** Anything may be thrown; the charts read it without trusting it. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureOf } from '../../machines/index.ts'

test('an error says what it is', () => {
  const error = Object.assign(new Error('no'), { code: 'ERR_X', fatal: true, patient: true, retryAfterMs: 7 })
  expect(failureOf(error)).toEqual({
    ...{ code: 'ERR_X', message: 'no', fatal: true },
    ...{ patient: true, retryAfterMs: 7 },
  })
})

test('nothing is believed that is not of its type', () => {
  const facts = { code: 7, message: null, fatal: 'yes', patient: 1, retryAfterMs: '7' }
  expect(failureOf(facts)).toEqual({
    ...{ code: undefined, message: 'not an error', fatal: false },
    ...{ patient: false, retryAfterMs: undefined },
  })
})

test('whatever is thrown is read', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (thrown) => failureOf(thrown) !== undefined),
  )
})

test('what throws when it is read is a failure like any other', () => {
  const trap = new Proxy(
    {},
    {
      get() {
        throw new Error('trap')
      },
    },
  )
  expect(failureOf(trap)).toMatchObject({ message: 'unreadable error', fatal: false, patient: false })
})
