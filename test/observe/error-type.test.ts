/** The closed set of `error.type`. @module */

import { describe, expect, test } from 'vitest'
import { TermError, type TermErrorCode } from '../../src/base/errors.ts'
import { errorTypeOf } from '../../src/observe/error-type.ts'

const typeOf = (code: TermErrorCode, status?: number) => errorTypeOf(new TermError(code, 'x', { status }))

describe('the error type', () => {
  test('tells an HTTP status', () => {
    for (const status of [100, 503, 599]) expect(typeOf('ERR_TERM_HTTP', status)).toBe(`http_${status}`)
    expect(typeOf('ERR_TERM_HTTP')).toBe('http')
  })

  test('has no room for what is no status', () => {
    for (const status of [99, 600, 99_999, 200.5, Number.NaN]) {
      expect(typeOf('ERR_TERM_HTTP', status)).toBe('http')
    }
  })

  test('of a denied object does not depend on its status', () => {
    expect(typeOf('ERR_TERM_DENIED', 401)).toBe('access_denied')
    expect(typeOf('ERR_TERM_DENIED', 403)).toBe('access_denied')
  })

  test('of a digest that does not fit is that of other checksums', () => {
    expect(typeOf('ERR_TERM_DIGEST')).toBe('checksum_mismatch')
  })

  test('of anything unknown is _OTHER', () => {
    expect(errorTypeOf(new Error('x'))).toBe('_OTHER')
    expect(errorTypeOf('x')).toBe('_OTHER')
    expect(errorTypeOf(undefined)).toBe('_OTHER')
    expect(typeOf('toString' as TermErrorCode)).toBe('_OTHER')
  })
})
