/** What the network throws, as codes. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { toNetworkError } from '../../../src/fetch/transfer/network-errors.ts'

const coded = (code: string): Error => Object.assign(new Error('SECRET-CANARY'), { code })

describe('what the network throws', () => {
  it.each([
    ['ENOTFOUND', 'ERR_TERM_DNS'],
    ['EAI_AGAIN', 'ERR_TERM_DNS'],
    ['EAI_FAIL', 'ERR_TERM_DNS'],
    ['CERT_HAS_EXPIRED', 'ERR_TERM_TLS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TERM_TLS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TERM_TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_TERM_TLS'],
    ['EPROTO', 'ERR_TERM_TLS'],
    ['ETIMEDOUT', 'ERR_TERM_TIMEOUT'],
    ['UND_ERR_CONNECT_TIMEOUT', 'ERR_TERM_TIMEOUT'],
    ['UND_ERR_HEADERS_TIMEOUT', 'ERR_TERM_TIMEOUT'],
    ['UND_ERR_BODY_TIMEOUT', 'ERR_TERM_TIMEOUT'],
    ['UND_ERR_HEADERS_OVERFLOW', 'ERR_TERM_PROTOCOL'],
    ['UND_ERR_SOCKET', 'ERR_TERM_NETWORK'],
    ['ECONNREFUSED', 'ERR_TERM_NETWORK'],
    ['ENETUNREACH', 'ERR_TERM_NETWORK'],
    ['EMFILE', 'ERR_TERM_NETWORK'],
    ['what is this?', 'ERR_TERM_NETWORK'],
  ])('with the code %s is %s, and the cause', (code, termCode) => {
    const thrown = coded(code)
    const error = toNetworkError(thrown, 'probe')

    expect(error).toMatchObject({ code: termCode, stage: 'probe', cause: thrown })
    expect(error.message).not.toContain('CANARY')
  })

  it.each([
    new TypeError("agent.request isn't a function, SECRET-CANARY"),
    new ReferenceError('SECRET-CANARY is not defined'),
  ])('is no weather where it is a mistake of a program: $name', (thrown) => {
    const error = toNetworkError(thrown, 'probe')
    expect(error).toMatchObject({ code: 'ERR_TERM_FETCH', hopeless: true, cause: thrown })
    expect(error.message).not.toContain('CANARY')
  })

  it('is weather where a TypeError has the code of the network', () => {
    const thrown = Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })
    expect(toNetworkError(thrown, 'probe').code).toBe('ERR_TERM_NETWORK')
  })

  it('means something else in the middle of a body', () => {
    expect(toNetworkError(coded('UND_ERR_SOCKET'), 'download').code).toBe('ERR_TERM_TRUNCATED')
    expect(toNetworkError(coded('ERR_HTTP2_STREAM_ERROR'), 'download').code).toBe('ERR_TERM_TRUNCATED')
    expect(toNetworkError(coded('ECONNRESET'), 'download').code).toBe('ERR_TERM_NETWORK')
  })

  it.each([undefined, null, 'text', 42, {}])('is an error even when it is `%s`', (thrown) => {
    expect(toNetworkError(thrown, 'probe')).toMatchObject({ code: 'ERR_TERM_NETWORK', cause: thrown })
  })

  it('stays as it is when it is ours', () => {
    const ours = new TermError('ERR_TERM_EMPTY', 'The body is empty')

    expect(toNetworkError(ours, 'probe')).toBe(ours)
  })
})
