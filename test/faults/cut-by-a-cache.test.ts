/** A payload that a cache cut and framed anew: refused, and no hindrance to the whole one that comes under the same name. @module */

import { describe, expect, it } from 'vitest'
import { firstOf, http, twoStep } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

const CUT = '{"v":'
const WHOLE = '{"v":2}'
const DATE = { 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' }

async function refusedOnce(headers: NonNullable<Answer['headers']>) {
  const origin = await serveOrigin()
  origin.publish('/', '{"v":1}')
  const term = jsonTerm({ fetcher: http(origin.url) })
  const { heard, poll } = await stageTree({ term })
  origin.reply('/', { body: CUT, headers })
  expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
  return { origin, term, heard, poll, [Symbol.asyncDispose]: () => origin.close() }
}

describe('a payload that was cut by a cache', () => {
  it.each<[string, NonNullable<Answer['headers']>]>([
    ['a strong ETag', { etag: '"v2"' }],
    ['a weak ETag', { etag: 'W/"v2"' }],
    ['a date', DATE],
  ])('does not block its repaired successor under the same name: %s', async (_, headers) => {
    await using stage = await refusedOnce(headers)
    const { origin, term, poll } = stage
    origin.reply('/', { body: WHOLE, headers })
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toEqual({ v: 2 })
  })

  it.each<[string, NonNullable<Answer['headers']>]>([
    ['a weak ETag', { etag: 'W/"v2"' }],
    ['a date', DATE],
  ])('never blocks it, however often it came, under %s', async (_, headers) => {
    await using stage = await refusedOnce(headers)
    const { origin, term, poll } = stage
    for (let time = 0; time < 5; time++)
      expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: CUT.length })
    origin.reply('/', { body: WHOLE, headers })
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  })

  it('under a strong ETag twice is downloaded no third time, unless `refresh()` asks for it', async () => {
    await using stage = await refusedOnce({ etag: '"v2"' })
    const { origin, term, heard, poll } = stage
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: CUT.length })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: 0 })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
    expect(heard.of('refresh.failed').at(-1)).toMatchObject({ bytes: CUT.length })

    origin.reply('/', { body: WHOLE, headers: { etag: '"v2"' } })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: 0 })
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toEqual({ v: 2 })
  })

  it('blocks nothing under the same ETag at another place that the redirect leads to by then', async () => {
    await using origin = await serveOrigin()
    const headers = { etag: '"1"' }
    const leadsTo = (location: string) => origin.reply('/', { status: 302, headers: { location } })
    leadsTo('/may')
    origin.reply('/may', { body: CUT, headers })
    origin.reply('/june', { body: WHOLE, headers })
    const term = jsonTerm({ fetcher: http(origin.url), start: 'background' })
    const { heard, poll } = await stageTree({ term })
    await heard.end()
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: CUT.length })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: 0 })
    leadsTo('/june')
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  })

  it('under the ETag of what is published blocks nothing', async () => {
    await using origin = await serveOrigin()
    const headers = { etag: '"v1"' }
    origin.publish('/', '{"v":1}', headers)
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })
    origin.reply('/', { body: CUT, headers })
    for (let time = 0; time < 4; time++) await poll(term)
    origin.reply('/', { body: '{"v":1}', headers })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
  })

  it('under a name that has had good bytes since blocks nothing', async () => {
    await using stage = await refusedOnce({ etag: '"v2"' })
    const { origin, term, poll } = stage
    await poll(term)
    origin.reply('/', { body: '{"v":1}', headers: { etag: '"v2"' } })
    expect(await term.refresh()).toBe('unchanged')
    origin.reply('/', { body: WHOLE, headers: { etag: '"v2"' } })
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  })

  it('does not block its successor at a fallback either', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const dead = scripted(new Error('down'))
    const term = jsonTerm({ fetcher: firstOf([dead, http(origin.url)]) })
    const { poll } = await stageTree({ term })
    origin.reply('/', { body: CUT, headers: { etag: 'W/"v2"' } })
    for (let time = 0; time < 3; time++) await poll(term)
    origin.reply('/', { body: WHOLE, headers: { etag: 'W/"v2"' } })
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
  })
})

it('a version that was asked for before the download is no name for what came with it', async () => {
  const bodies = ['{"v":1}', CUT, CUT, CUT, WHOLE]
  let versions = 0
  const fetcher = twoStep({
    name: 'registry',
    currentVersion: () => (versions++ === 0 ? 'v1' : 'v2'),
    download: async () => new TextEncoder().encode(bodies.shift()),
  })
  const term = jsonTerm({ fetcher })
  const { poll } = await stageTree({ term })
  for (let time = 0; time < 3; time++) await poll(term)
  expect(await poll(term)).toMatchObject({ outcome: 'updated', to: 'v2' })
})

it('bytes that come again and again are judged anew an hour after they were judged', async () => {
  await using stage = await refusedOnce(DATE)
  const { heard, term, poll } = stage
  const codes = () => heard.of('refresh.failed').map(({ code }) => code)
  while (codes().filter((code) => code === 'ERR_TERM_DESERIALIZE').length < 2) {
    if (codes().length > 300) throw new Error('They are never judged again')
    await poll(term)
  }
})
