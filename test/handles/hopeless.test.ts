/** A start doesn't wait for what no further attempt will help, and says why its first attempt failed. @module */

import { describe, expect, it, vi } from 'vitest'
import { s3 } from '../../src/fetch/s3.ts'
import {
  fixed,
  inWorker,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  supervise,
  TermError,
  twoStep,
} from '../../src/index.ts'
import { grow, outcome } from '../support/grown.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { simulatedTime } from '../support/simulated-time.ts'

bareAwsEnvironment()

const undefinedName = () => Reflect.get(globalThis, 'noSuchName').x
const dangling = () => {
  throw new ReferenceError('config is not defined')
}
const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret' }
const own = (currentVersion: () => unknown) =>
  twoStep({ name: 'own', currentVersion: currentVersion as () => string, download: () => new Uint8Array(1) })

/** How a start ends on a clock that stands still. */
const startOf = async (term: RemoteTerm<unknown>, options: SuperviseOptions = {}) =>
  (await outcome(
    supervise({ term }, { clock: simulatedTime().clock, observers: [], ...options }),
  )) as TermError

describe('a start fails at once', () => {
  const common = { name: 'prices', fetcher: fixed('1') }
  it.each<[string, Parameters<typeof remoteTerm>[0], string]>([
    ['a `setup` has a TypeError', { ...common, setup: undefinedName }, "reading 'x'"],
    ['a `setup` has a ReferenceError', { ...common, setup: dangling }, 'config is not defined'],
    ['a fetcher has a ReferenceError', { name: 'prices', fetcher: own(dangling) }, 'config is not defined'],
    ...(['deserialize', 'validate', 'put', 'get'] as const).map(
      (seat): [string, Parameters<typeof remoteTerm>[0], string] => [
        `\`${seat}\` has a ReferenceError`,
        { ...common, put: () => {}, get: () => 1, [seat]: dangling } as object as typeof common,
        'config is not defined',
      ],
    ),
    [
      'a fetcher has a URL that can not be',
      { name: 'prices', fetcher: own(() => fetch('nonsense')) },
      'parse URL',
    ],
    [
      'a fetcher has a protocol that is unknown',
      { name: 'prices', fetcher: own(() => fetch('gopher://x')) },
      'scheme',
    ],
    [
      'a package is missing',
      { name: 'prices', fetcher: own(() => import('no-such-' + 'package')) },
      'no-such-package',
    ],
    [
      'a module of `inWorker` is missing',
      { ...common, deserialize: inWorker(new URL('./no-such.mjs', import.meta.url)) },
      'can not be loaded',
    ],
    [
      'S3 has no region',
      { name: 'prices', fetcher: s3({ bucket: 'prices', key: 'k', credentials: keys }) },
      'AWS_REGION',
    ],
    [
      'S3 has no credentials',
      { name: 'prices', fetcher: s3({ bucket: 'prices', key: 'k', region: 'eu-west-1' }) },
      'AWS_ACCESS_KEY_ID',
    ],
    [
      'a bucket can not be',
      {
        name: 'prices',
        fetcher: s3({
          bucket: 'arn:aws:s3:eu-west-1:1:nonsense/x',
          key: 'k',
          region: 'eu-west-1',
          credentials: keys,
        }),
      },
      'Invalid ARN',
    ],
  ])('where %s', async (_, options, reason) => {
    const error = await startOf(remoteTerm(options))
    expect(error).toBeInstanceOf(TermError)
    expect(error.message).toContain(reason)
  })

  it('also under `wait`, which goes on without the value', async () => {
    const term = remoteTerm({ ...common, start: 'wait', setup: undefinedName })
    await grow({ term })
    expect([term.peek(), term.status().state]).toEqual([undefined, 'backoff'])
  })

  it('also for a child that is added', async () => {
    const { tree } = await grow({ one: remoteTerm({ name: 'one', fetcher: fixed('1') }) })
    const two = remoteTerm({ name: 'two', fetcher: fixed('1'), setup: undefinedName })
    expect(await outcome(tree.add('two', two))).toBeInstanceOf(TermError)
  })

  it('but not for what may heal', async () => {
    for (const mishap of [
      new TypeError('fetch failed', { cause: new Error('reset') }),
      new Error('not yet'),
    ]) {
      const setup = vi.fn().mockRejectedValueOnce(mishap)
      const term = remoteTerm({ name: 'prices', fetcher: fixed('1'), setup, retry: { base: '1s' } })
      const time = simulatedTime()
      const started = supervise({ term }, { clock: time.clock, random: () => 0, observers: [] })
      await time.advance(1_000)
      await (await started).stop()
      expect(setup).toHaveBeenCalledTimes(2)
    }
  })

  it('nor for what a payload may be to blame for', async () => {
    const deserialize = vi.fn((bytes: Uint8Array) => new URL(Buffer.from(bytes).toString()))
    const term = remoteTerm({ ...common, start: 'background', deserialize })
    await grow({ term })
    const failed = (await outcome(term.refresh())) as TermError
    expect(failed).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', hopeless: false })
  })

  it('and once more after what was wrong is put right', async () => {
    const setup = vi.fn().mockImplementationOnce(undefinedName)
    const term = remoteTerm({ name: 'prices', fetcher: fixed('1'), setup })
    expect(await startOf(term)).toBeInstanceOf(TermError)
    await using _tree = await supervise({ term })
    expect(term.get()).toBeDefined()
  })

  it('while `ready` goes on waiting, for who started in the background', async () => {
    const setup = vi.fn().mockImplementationOnce(undefinedName)
    const term = remoteTerm({ name: 'prices', fetcher: fixed('1'), setup, start: 'background' })
    const { time } = await grow({ term })
    const ready = term.ready()
    await time.advance(1_000)
    expect(await ready).toBeInstanceOf(Uint8Array)
  })
})
