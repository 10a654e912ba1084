/** Other places of the same object: asked in order, each with what is its own. @module */

import { expect, test } from 'vitest'
import { firstHeader } from '../../../src/fetch/headers/response-headers.ts'
import { type S3FailoverOptions, s3 } from '../../../src/fetch/s3.ts'
import { serveOrigin } from '../../support/origin.ts'
import { changed } from '../../support/probing.ts'
import { BUCKET, KEY, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

const body = Buffer.from('{"EUR":1}')

test('the second bucket delivers while the first is denied, and its ETag goes to no other', async () => {
  await using origin = await serveOrigin()
  const replica = `/replica/${KEY}`
  origin.reply(PATH, object(body, { headers: { etag: '"first"' } }), { status: 403 })
  origin.reply(replica, object(body, { headers: { etag: '"second"' } }))
  const fetcher = objectFetcher(origin, { failover: [{ bucket: 'replica' }] } as Partial<S3FailoverOptions>)

  const first = await changed(fetcher)
  expect(first.source).toEqual({ name: `s3://${BUCKET}/${KEY}`, fallback: false })
  const second = await changed(fetcher, first.known)
  expect(second.source).toMatchObject({ name: `s3://replica/${KEY}`, fallback: true })

  const sent = origin.requests.map(({ path, headers }) => [
    path.split('?')[0],
    firstHeader(headers['if-none-match']),
  ])
  expect(sent).toEqual([
    [PATH, undefined],
    [PATH, '"first"'],
    [replica, undefined],
  ])
})

test('what a place leaves out is as at the first', () => {
  const fetcher = s3({
    bucket: 'prices',
    key: 'k',
    region: 'eu-west-1',
    failover: [{ bucket: 'replica' }, { key: 'l' }],
  })
  expect(fetcher.name).toBe('first of s3://prices/k, s3://replica/k, s3://prices/l')
})

test.each([
  [{ failover: 'b' }, 'expected `failover` to be an array'],
  [{ failover: [{ bucket: '' }] }, 'expected `bucket`'],
  [{ failover: [{ bukket: 'b' }] }, 'expected `failover[0]` to be made of'],
])('%o is refused', (options, message) => {
  const made = () => s3({ bucket: 'prices', key: 'k', ...options } as S3FailoverOptions)
  expect(made).toThrow(TypeError)
  expect(made).toThrow(message)
})
