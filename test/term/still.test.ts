/** Whoever waits in vain for something that never ends names it. @module */

import { beforeAll, describe, expect, it } from 'vitest'
import { http, remoteTerm, type TermError } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const start = { policy: 'require', within: '1.5s' } as const
const common = { name: 'prices', fetcher: scripted('v1'), deserialize: text, start } as const

/** The error of a start that ended without a value. */
async function whyNot(options: Parameters<typeof remoteTerm>[0]): Promise<TermError> {
  const time = simulatedTime()
  return (await endOf(outcome(grow({ prices: remoteTerm(options) }, { time })), time, 500)) as TermError
}

/** The same with a real origin, on the real clock. */
async function whyNotFrom(path: string, publish: (origin: Origin) => void): Promise<TermError> {
  await using origin = await serveOrigin()
  publish(origin)
  const term = remoteTerm({
    ...common,
    fetcher: http(`${origin.url}${path}?key=secret`),
    start: { policy: 'require', within: '0.3s' },
  })
  const error = (await outcome(term.start({ observers: [] }))) as TermError
  error.message = error.message.replace(origin.url, 'http://origin')
  return error
}

// The first fetcher loads undici, which may take longer than these starts do.
beforeAll(async () => {
  await using origin = await serveOrigin()
  origin.publish('/first', 'v1')
  const tree = await remoteTerm({ ...common, fetcher: http(`${origin.url}/first`), start: 'require' }).start()
  await tree.stop()
})

describe('a start that ended in vain names', () => {
  it.each<[string, string, string, object]>([
    ['setup', 'setup', 'probing: `setup`', { setup: never }],
    ['init', 'setup', 'probing: `init` of the fetcher', { fetcher: { ...scripted('v1'), init: never } }],
    ['a probe', 'probe', 'probing: the fetcher', { fetcher: scripted(never) }],
    [
      'a body',
      'download',
      'downloading: the fetcher',
      { fetcher: scripted(() => ({ changed: true, version: 'v1', open: never })) },
    ],
    ['deserialize', 'decode', 'decoding: `deserialize`', { deserialize: never }],
    ['validate', 'validate', 'decoding: `validate`', { validate: never }],
    ['put', 'store', 'storing: `put`', { put: never, get: () => 1 }],
  ])('%s that never ends', async (_, stage, still, options) => {
    expect(await whyNot({ ...common, ...options })).toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      stage,
      message: `the tree did not start: [prices] no value within 1500 ms; still ${still} has not ended`,
    })
  })

  it('the origin that never answers, without its query', async () => {
    const { message } = await whyNotFrom('/prices', (origin) => origin.reply('/prices', () => {}))
    expect(message).toMatch(/no value within 300 ms; still probing http:\/\/origin\/prices$/)
  })

  it('the origin whose body never ends, without its query', async () => {
    const { message } = await whyNotFrom('/prices', (origin) =>
      origin.reply('/prices', (_, response) => void response.write('half')),
    )
    expect(message).toMatch(/no value within 300 ms; still downloading from http:\/\/origin\/prices$/)
  })

  it('what failed before first, and then what hangs now', async () => {
    const fetcher = scripted(new Error('down'), never)
    expect((await whyNot({ ...common, fetcher, retry: { base: 1 } })).message).toMatch(
      /: down .*no value within 1500 ms; still probing: the fetcher has not ended$/,
    )
  })
})

describe('an attempt that took too long', () => {
  it('names what it waited for', async () => {
    const error = await whyNot({ ...common, setup: never, limits: { deadline: '1s' }, retry: { base: '1h' } })
    expect(error.message).toContain(
      'the attempt took longer than 1000 ms; still probing: `setup` has not ended',
    )
  })
})
