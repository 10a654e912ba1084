/** An error for which the origin is to blame tells where it is, what it sent, and what became of the start. @module */

import { describe, expect, it } from 'vitest'
import {
  http,
  json,
  type RemoteTerm,
  remoteTerm,
  supervise,
  TermError,
  table,
  twoStep,
} from '../../src/index.ts'
import { noJitter, outcome } from '../support/grown.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'

const failedStart = async (children: Record<string, RemoteTerm<unknown>>) =>
  (await outcome(supervise(children, { observers: [], random: noJitter }))) as TermError

async function startOf(answer: Answer, deserialize: (bytes: Uint8Array) => unknown = json) {
  const origin = await serveOrigin()
  await using _ = origin
  origin.reply('/prices', answer)
  const fetcher = http(`${origin.url}/prices?token=secret`)
  const start = { policy: 'require', within: '1s' } as const
  const term = remoteTerm({ name: 'prices', fetcher, deserialize, start, retry: { base: '1h', cap: '1h' } })
  const error = await failedStart({ term })
  expect(error.message).not.toContain('secret')
  return { error, url: `${origin.url}/prices` }
}

describe('a failure names its origin, without the query', () => {
  it('when the start of one term fails, with code, status and stage at the top', async () => {
    const { error, url } = await startOf({ status: 404 })
    expect(error).toBeInstanceOf(TermError)
    expect(error).toMatchObject({ code: 'ERR_TERM_NOT_FOUND', status: 404, stage: 'probe', term: 'prices' })
    expect(error.message).toBe(
      `the tree did not start: [prices] ERR_TERM_NOT_FOUND: ${url}: The origin answered 404; no value within 1000 ms`,
    )
  })

  it('when a page of HTML came in place of JSON', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    const { error, url } = await startOf({ body: '\n<!doctype html><p>log in', headers })
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(error.message).toContain(
      `${url}: The payload is not valid JSON (byte 1): it begins as HTML does, sent as text/html`,
    )
  })

  it('when that page was read by a table', async () => {
    const { error, url } = await startOf(
      { body: '<p>log in', headers: { 'content-type': 'text/html' } },
      table(),
    )
    expect(error.message).toMatch(/: The payload is not .*\(byte 0, record 1\), sent as text\/html/)
    expect(error.message).toContain(url)
  })

  it('when the user’s own code can not read it', async () => {
    const parse = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString())
    const headers = { 'content-type': 'text/html' }
    const { error, url } = await startOf({ body: '<html></html>', headers }, parse)
    expect(error.message).toContain(`${url}: \`deserialize\` failed`)
    expect(error.message).toMatch(
      /`deserialize` failed: SyntaxError: .* \(at .*origin\.test\.ts:\d+:\d+\), sent as text\/html/,
    )
  })

  it('but never a content type that may be anything', async () => {
    const headers = { 'content-type': 'SECRET/CANARY; token=CANARY' }
    const { error } = await startOf({ body: '<p>', headers })
    expect(error.message).not.toMatch(/canary/i)
  })
})

describe('a start of several terms', () => {
  it('has a code of its own where more than one failed', async () => {
    const failing = (name: string) =>
      remoteTerm({
        name,
        fetcher: twoStep({
          name,
          currentVersion: () => Promise.reject(new Error('down')),
          download: () => new Uint8Array(),
        }),
        start: { policy: 'require', within: 20 },
      })
    expect(await failedStart({ a: failing('a'), b: failing('b') })).toMatchObject({
      code: 'ERR_TERM_START',
      status: undefined,
      message: expect.stringMatching(/\[a\] .*down.*; \[b\] .*down/),
    })
  })

  it('does not wait for the others once one has failed for good', async () => {
    const fetcher = twoStep({
      name: 'slow',
      currentVersion: () => new Promise(() => {}),
      download: () => new Uint8Array(),
    })
    const slow = remoteTerm({ name: 'slow', fetcher })
    const lost = remoteTerm({ name: 'lost', fetcher, setup: () => Reflect.get(globalThis, 'noSuchName').x })
    expect(await failedStart({ slow, lost })).toMatchObject({
      code: 'ERR_TERM_SETUP',
      term: 'lost',
      hopeless: true,
    })
    expect(slow.status().state).toBe('down')
  })
})
