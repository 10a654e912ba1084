/** A bug in the user's own code is told, wherever it is and whoever listens; the payload is not. @module */

import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { inWorker, json, type RemoteTerm, remoteTerm, twoStep } from '../../src/index.ts'
import { log } from '../../src/observe/log.ts'
import { type Seat, seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'
import { schemaOf } from '../support/standard-schema.ts'

const bug = () => {
  const nothing = undefined as unknown as { prices: unknown }
  return nothing.prices
}

const BUG =
  /TypeError: Cannot read properties of undefined \(reading 'prices'\) \(at test\/term\/told\.test\.ts:\d+:\d+\)/

/** All that is said of the first attempt, by whoever says it. */
async function said(term: RemoteTerm<unknown>) {
  const lines: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
  const { heard, poll, tree } = await stageTree({ term }, { observers: [log(logger)] })
  await heard.firstEnd()
  const [{ error } = { error: undefined }] = heard.of('refresh.failed')
  const first = {
    event: (error as Error).message,
    cause: (error as Error).cause,
    log: lines.find((line) => line.includes('refresh failed')) ?? '',
    status: term.status().lastError?.message ?? '',
  }
  await poll(term)
  const again = term.status().lastError
  await tree.stop()
  return { ...first, again }
}

const common = { name: 'prices', start: 'background' } as const
const origin = (text = '{}') =>
  twoStep({ name: 'own', currentVersion: () => 'v1', download: () => Buffer.from(text) })

describe('the message and the place of a bug', () => {
  it.each<[Seat, string]>([
    ['setup', '`setup` failed'],
    ['init', '`init` of the fetcher failed'],
    ['probe', 'the fetcher failed'],
    ['open', 'the fetcher failed'],
    ['deserialize', '`deserialize` failed'],
    ['schema', 'The schema threw while it judged the value'],
    ['validate', '`validate` refused the value'],
    ['put', '`put` failed'],
    ['get', '`get` failed'],
  ])('in `%s` are in the error, its cause, the log and the status', async (seat, what) => {
    const { term, mischief } = seats({ start: 'background' })
    mischief(seat, bug)
    const { event, cause, log, status } = await said(term)
    for (const text of [event, status, log]) expect(text).toMatch(BUG)
    expect(event).toContain(`[seats] ${what}: TypeError`)
    expect(cause).toBeInstanceOf(TypeError)
  })

  it.each(['currentVersion', 'download'])('in `%s` are told', async (step) => {
    const fetcher = twoStep({
      name: 'own',
      currentVersion: () => 'v1',
      download: () => Buffer.from('{}'),
      [step]: bug,
    })
    const { event, status, log } = await said(remoteTerm({ ...common, fetcher }))
    for (const text of [event, status, log]) expect(text).toMatch(BUG)
  })

  it.each<[string, object]>([
    ['deserialize', { deserialize: bug }],
    ['validate', { deserialize: json<unknown>, validate: bug }],
    ['a schema', { deserialize: json<unknown>, schema: schemaOf(bug as never) }],
  ])('in %s are told after quarantine too', async (_, options) => {
    const { again } = await said(remoteTerm({ ...common, fetcher: origin(), ...options }))
    expect(again).toMatchObject({ code: 'ERR_TERM_QUARANTINED', message: expect.stringMatching(BUG) })
  })

  it('in a module of `inWorker` come from its thread', async () => {
    const deserialize = inWorker(new URL('../decode/in-worker/modules/faulty.mjs', import.meta.url))
    const { event, cause, log, status, again } = await said(
      remoteTerm({ ...common, fetcher: origin(), deserialize }),
    )
    for (const text of [event, log, status, again?.message]) {
      expect(text).toContain(
        "the module of `inWorker` failed: TypeError: Cannot read properties of undefined (reading 'prices') (at test/decode/in-worker/modules/faulty.mjs:6:",
      )
    }
    expect(cause).toMatchObject({ name: 'TypeError' })
  })

  it('of a schema that finds fault are what it says of the first', async () => {
    const schema = schemaOf(() => ({
      issues: [{ message: 'expected number, got swordfish', path: ['price'] }],
    }))
    const fetcher = origin('{"price":"swordfish"}')
    const { event } = await said(remoteTerm({ ...common, fetcher, deserialize: json<unknown>, schema }))
    expect(event).toBe(
      "[prices] The value doesn't match its schema: 1 issue at price: expected number, got …",
    )
  })
})

describe('what is quoted of the payload is told by nobody', () => {
  const payload = '{"password":"swordfish","quote":true}'
  it.each<[string, object]>([
    [
      'deserialize',
      {
        deserialize(bytes: Uint8Array) {
          throw new Error(`can not read ${Buffer.from(bytes)}`)
        },
      },
    ],
    [
      'deserialize, by JSON.parse',
      { deserialize: (bytes: Uint8Array) => JSON.parse(`${Buffer.from(bytes)} x`) },
    ],
    [
      'validate',
      {
        deserialize: json<{ password: string }>,
        validate({ password }: { password: string }) {
          throw new Error(`bad password ${password}`)
        },
      },
    ],
    [
      'put',
      {
        deserialize: json<unknown>,
        put(value: unknown) {
          throw new Error(`can not put ${JSON.stringify(value)}`)
        },
        get: () => undefined,
      },
    ],
    [
      'a module of `inWorker`',
      { deserialize: inWorker(new URL('../decode/in-worker/modules/faulty.mjs', import.meta.url)) },
    ],
  ])('in %s', async (_, options) => {
    const { event, log, status, again } = await said(
      remoteTerm({ ...common, fetcher: origin(payload), ...options }),
    )
    const texts = [event, log, status, again?.message]
    expect(texts.map((text) => text?.includes('failed') || text?.includes('refused'))).not.toContain(false)
    expect(texts.filter((text) => text?.includes('swordfish'))).toEqual([])
  })
})
