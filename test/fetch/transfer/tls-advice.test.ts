/** A connection that TLS refused says what to do. @module */

import { describe, expect, it } from 'vitest'
import { http } from '../../../src/index.ts'
import { fetchContext } from '../../support/fetch-context.ts'
import { outcome } from '../../support/grown.ts'
import { serveOrigin } from '../../support/origin.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

const failureOf = async (url: string) => {
  const fetcher = http(url)
  const error = await outcome(Promise.resolve(fetcher.probe(undefined, fetchContext())))
  await fetcher.close?.()
  return error
}

describe('TLS', () => {
  it('of an authority that nobody here knows asks for its certificate', async () => {
    await using server = await serveTls(selfSigned(), (_, response) => response.end('{}'))
    expect(await failureOf(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      code: 'ERR_TERM_TLS',
      message: expect.stringMatching(
        /\(DEPTH_ZERO_SELF_SIGNED_CERT at 127\.0\.0\.1:\d+\): .*NODE_EXTRA_CA_CERTS/,
      ),
    })
  })

  it('that is met by plain http asks whether it is https', async () => {
    await using server = await serveTls(selfSigned(), (_, response) => response.end('{}'))
    const error = (await failureOf(`http://127.0.0.1:${server.port}/`)) as Error
    expect(error.message).toContain(`at 127.0.0.1:${server.port}): is it https?`)
  })

  it('that meets plain http asks whether it is', async () => {
    await using origin = await serveOrigin()
    expect(await failureOf(origin.url.replace('http:', 'https:'))).toMatchObject({
      code: 'ERR_TERM_TLS',
      message: expect.stringMatching(/: it speaks another protocol: is it http/),
    })
  })
})
