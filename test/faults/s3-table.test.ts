/** Whatever S3 does wrong: the term backs off with the right reason, serves on, recovers, and tells no secret. @module */

import { expect, it } from 'vitest'
import type { TermErrorCode } from '../../src/base/errors.ts'
import { HTTP_FAULTS, type HttpFault, MAX_BYTES, TIMEOUTS } from '../support/http-faults.ts'
import { type Handler, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { ACCESS_KEY, breakOff, fail, object, objectFetcher, PATH, SECRET } from '../support/s3-origin.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()
bareAwsEnvironment()

const PATIENT: readonly string[] = ['ERR_TERM_DENIED', 'ERR_TERM_NOT_FOUND']

const body = Buffer.from('{"is":"broken"}')

const row = (title: string, code: TermErrorCode, stage: HttpFault['stage'], answer: Handler): HttpFault => ({
  title,
  codes: [code],
  stage,
  answer,
})

const OWN: readonly HttpFault[] = [
  row(
    'F04 a reset amid the body, again and again',
    'ERR_TERM_TRUNCATED',
    'download',
    object(body, { send: breakOff(2, 'reset') }),
  ),
  row(
    'F06 a stall amid the body, again and again',
    'ERR_TERM_TIMEOUT',
    'download',
    object(body, { send: breakOff(2, 'stall') }),
  ),
  row('F09 no such key', 'ERR_TERM_NOT_FOUND', 'probe', fail(404, 'NoSuchKey')),
  row('F09 a token that has expired', 'ERR_TERM_DENIED', 'probe', fail(400, 'ExpiredToken')),
  row(
    'F09 keys that are refused',
    'ERR_TERM_DENIED',
    'probe',
    fail(403, 'InvalidAccessKeyId', { xml: `<AWSAccessKeyId>${ACCESS_KEY}</AWSAccessKeyId>` }),
  ),
  row('F10 a request to slow down', 'ERR_TERM_THROTTLED', 'probe', fail(503, 'SlowDown')),
  row('F12 a clock that is wrong', 'ERR_TERM_HTTP', 'probe', fail(403, 'RequestTimeTooSkewed')),
  row('F15 another region that is not named', 'ERR_TERM_REDIRECT', 'probe', fail(301, 'PermanentRedirect')),
  row(
    'F22 bytes that are not those of the checksum',
    'ERR_TERM_DIGEST',
    'download',
    object(body, { headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } }),
  ),
]

/** The fault as S3 has it: there a bad request is patient, and a body that breaks off is a cut, whoever cut it. */
function asOfS3(fault: HttpFault): HttpFault {
  if (fault.title.endsWith(': 400')) return { ...fault, codes: ['ERR_TERM_DENIED'] }
  return fault
}

const rows = [...HTTP_FAULTS.map(asOfS3), ...OWN].map((fault) => [fault.title, fault] as const)

it.each(rows)('%s: ends in backoff, and the next good answer heals it', async (_, fault) => {
  await using origin = await serveOrigin()
  origin.publish(PATH, '{"is":"first"}')
  const fetcher = objectFetcher(origin, { timeouts: TIMEOUTS })
  const term = jsonTerm({ fetcher, limits: { maxBytes: MAX_BYTES } })
  const { tree, time, clock, heard, toNextProbe, poll } = await stageTree({ term })
  const first = term.get()

  origin.reply(PATH, fault.answer)
  const end = heard.end()
  if (fault.endsIn === undefined) await toNextProbe(term)
  else {
    const reached = heard.state(fault.endsIn)
    await toNextProbe(term)
    await reached
    await time.advance(120_000)
  }

  const { codes, stage } = fault
  const nextInMs = codes.every((each) => PATIENT.includes(each)) ? 30_000 : 500
  const code = expect.toBeOneOf([...codes])
  expect(await end).toMatchObject({ type: 'refresh.failed', code, stage, failures: 1, nextInMs })
  expect(term.status()).toMatchObject({ state: 'backoff', failures: 1, lastError: { code } })
  expect(term.get()).toBe(first)

  origin.publish(PATH, '{"is":"second"}')
  expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  expect(term.get()).toEqual({ is: 'second' })
  const told = JSON.stringify([heard.events, term.status(), tree.health()])
  for (const secret of [SECRET, ACCESS_KEY]) expect(told).not.toContain(secret)

  await tree.stop()
  await origin.drained()
  expect(clock.armed).toBe(0)
})
