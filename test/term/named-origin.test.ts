/** Every kind of origin is named in the failures that it may be to blame for, and what may be secret isn't. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Fetcher, file, firstOf, http, json, remoteTerm, type TermError } from '../../src/index.ts'
import { s3 } from '../../src/s3.ts'
import { hearing } from '../support/hearing.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { BUCKET, KEY, objectFetcher } from '../support/s3-origin.ts'

const SECRET = 'hunter2'

async function origin(): Promise<Origin> {
  const served = await serveOrigin()
  onTestFinished(() => served.close())
  return served
}

/** The error that the first attempt fails with. */
async function failureOf(fetcher: Fetcher, options: object = {}): Promise<TermError> {
  const heard = hearing()
  const retry = { base: '1h', cap: '1h' } as const
  const term = remoteTerm({ name: 'prices', fetcher, deserialize: json, retry, lazyInit: true, ...options })
  await using _ = await term.start({ observers: [heard] })
  await expect.poll(() => heard.of('refresh.failed')).toHaveLength(1)
  const error = heard.of('refresh.failed')[0]?.error as TermError
  expect(error.message).not.toContain(SECRET)
  return error
}

describe('an HTTP origin', () => {
  const judges: [string, object][] = [
    ['a decoder of everterm', {}],
    ['`deserialize`', { deserialize: () => Promise.reject(new RangeError('no')) }],
    ['`validate`', { deserialize: () => 1, validate: () => false }],
    [
      'a schema',
      {
        deserialize: () => 1,
        schema: {
          '~standard': { version: 1, vendor: 'x', validate: () => ({ issues: [{ message: 'no' }] }) },
        },
      },
    ],
  ]
  it.each(judges)('is named where %s refuses what it sent', async (_, options) => {
    const served = await origin()
    served.reply('/prices', { body: '<p>' })
    const { message } = await failureOf(http(`${served.url}/prices?token=${SECRET}`), options)
    expect(message).toContain(`[prices] ${served.url}/prices: `)
  })

  it('is named where it can not be reached', async () => {
    const served = await origin()
    const url = served.url
    await served.close()
    const { message } = await failureOf(http(`${url}/prices?token=${SECRET}`))
    expect(message).toContain(`[prices] ${url}/prices: The connection to the origin failed (ECONNREFUSED`)
  })

  it('is named beside the one that a redirect led to', async () => {
    const [from, to] = [await origin(), await origin()]
    const location = `${to.url.replace('127.0.0.1', 'localhost')}/${SECRET}?token=${SECRET}`
    from.reply('/prices', { status: 302, headers: { location: `/moved/${SECRET}` } })
    from.reply(`/moved/${SECRET}`, { status: 404 })
    const within = await failureOf(http(`${from.url}/prices`))
    expect(within.message).toBe(
      `[prices] ${from.url}/prices: ${from.url}, where a redirect led, answered 404`,
    )
    from.reply('/prices', { status: 302, headers: { location } })
    const refused = await failureOf(http(`${from.url}/prices`))
    expect(refused.message).toContain(`[prices] ${from.url}/prices: `)
  })
})

describe('several origins', () => {
  it('are told apart in what each of them failed with', async () => {
    const [a, b] = [await origin(), await origin()]
    a.reply('/prices', { status: 503 })
    b.reply('/prices', { body: '<p>' })
    const error = await failureOf(firstOf([http(`${a.url}/prices`), http(`${b.url}/prices`)]))
    expect(error.message).toContain(`[prices] ${b.url}/prices: The payload is not valid JSON`)
    b.reply('/prices', { status: 404 })
    const { cause } = await failureOf(firstOf([http(`${a.url}/prices`), http(`${b.url}/prices`)]))
    expect((cause as AggregateError).errors.map(({ message }) => message)).toEqual([
      `${a.url}/prices: The origin answered 503`,
      `${b.url}/prices: The origin answered 404`,
    ])
  })
})

describe('a file', () => {
  it('is named by its path, blanks and all, also where it was read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'named origin '))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'prices.json')
    expect((await failureOf(file(path))).message).toBe(`[prices] ${path} can't be read (ENOENT)`)
    await writeFile(path, '<p>')
    expect((await failureOf(file(path))).message).toContain(`[prices] ${path}: The payload is not valid JSON`)
    await writeFile(path, '')
    expect((await failureOf(file(path))).message).toBe(`[prices] ${path}: The body is empty`)
  })
})

describe('an object of S3', () => {
  it('is named by bucket and key', async () => {
    const served = await origin()
    const named = `[prices] s3://${BUCKET}/${KEY}: `
    expect((await failureOf(objectFetcher(served))).message).toContain(named)
    served.publish(`/${BUCKET}/${KEY}`, '<p>')
    expect((await failureOf(objectFetcher(served))).message).toContain(
      `${named}The payload is not valid JSON`,
    )
    const nowhere = s3({ bucket: BUCKET, key: KEY, region: 'us-east-1', endpoint: 'http://127.0.0.1:1' })
    expect((await failureOf(nowhere)).message).toContain(named)
  })
})
