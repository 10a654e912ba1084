/** The region of a bucket: told, found in the environment, or learned from a refusal. @module */

import { describe, expect, test, vi } from 'vitest'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { changed, fetchText } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { fail, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.from('{"EUR":1}')

/** The regions that the requests were signed for. */
const signedFor = ({ requests }: Pick<Origin, 'requests'>) =>
  requests.map(({ headers }) => /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1])

const wrong = fail(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-central-1' } })
const malformed = fail(400, 'AuthorizationHeaderMalformed', { xml: '<Region>eu-west-3</Region>' })

describe('the environment', () => {
  test.each([
    [{ AWS_REGION: 'eu-west-1' }, 'eu-west-1'],
    [{ AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])('%o gives the region %s', async (environment, region) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    await changed(objectFetcher(origin, { region: undefined }))
    expect(signedFor(origin)).toEqual([region])
  })

  test('without a region is no environment', async () => {
    await using origin = await serveOrigin()
    const error = await failureOf(changed(objectFetcher(origin, { region: undefined })))
    expect(error).toMatchObject({ code: 'ERR_TERM_SETUP', stage: 'probe' })
    expect(error.message).toContain('AWS_DEFAULT_REGION')
    expect(origin.connections).toBe(0)
  })
})

describe('a wrong region', () => {
  test.each([
    ['in a header', wrong, 'eu-central-1'],
    ['in the body', malformed, 'eu-west-3'],
  ])('is put right by what S3 says %s, once and for all', async (_, refusal, region) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, refusal, object(table))
    const fetcher = objectFetcher(origin)
    expect(await fetchText(fetcher)).toBe(String(table))
    await fetcher.close?.()
    expect(await fetchText(fetcher)).toBe(String(table))
    expect(signedFor(origin)).toEqual(['us-east-1', region, region])
  })

  test.each([
    ['two regions send one to each other', [wrong, malformed, wrong, malformed], 2],
    [
      'S3 names the one that was asked',
      [fail(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'us-east-1' } })],
      1,
    ],
    ['S3 names none', [fail(301, 'PermanentRedirect')], 1],
    [
      'what it names would be a part of a host name',
      [fail(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'x.evil.example/' } })],
      1,
    ],
    [
      'it is not the region that is refused',
      [fail(403, 'AccessDenied', { headers: { 'x-amz-bucket-region': 'eu-west-1' } })],
      1,
    ],
  ])('is a failure when %s', async (_, refusals, requests) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, ...refusals)
    const error = await failureOf(changed(objectFetcher(origin)))
    expect(error.code).toMatch(/^ERR_TERM_(REDIRECT|DENIED)$/)
    expect(error.message).not.toContain('evil')
    expect(origin.requests).toHaveLength(requests)
  })
})
