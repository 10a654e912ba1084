/** A start doesn't wait for what no further attempt will help, and says why its first attempt failed. @module */

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { s3 } from '../src/fetch/s3.ts'
import {
  fixed,
  inWorker,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  supervise,
  TermError,
  twoStep,
} from '../src/index.ts'
import { deferred, never } from './support/deferred.ts'
import { grow, outcome } from './support/grown.ts'
import { bareAwsEnvironment } from './support/s3-environment.ts'
import { scripted } from './support/scripted-fetcher.ts'
import { simulatedTime } from './support/simulated-time.ts'

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
      { name: 'prices', fetcher: s3({ bucket: 'b', key: 'k', credentials: keys }) },
      'AWS_REGION',
    ],
    [
      'S3 has no credentials',
      { name: 'prices', fetcher: s3({ bucket: 'b', key: 'k', region: 'eu-west-1' }) },
      'AWS_ACCESS_KEY_ID',
    ],
    [
      'a bucket can not be',
      { name: 'prices', fetcher: s3({ bucket: 'a/b', key: 'k', region: 'eu-west-1', credentials: keys }) },
      'InvalidBucketName',
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

describe('the first failure of a tree that nobody listens to', () => {
  function stderr() {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    onTestFinished(() => write.mockRestore())
    return () => write.mock.calls.map(([line]) => String(line))
  }
  const down = new TermError('ERR_TERM_DNS', 'no such host')
  const failing = (name: string) => remoteTerm({ name, fetcher: scripted(down), start: 'background' })

  async function settled(term: Record<string, RemoteTerm<unknown>>, options: SuperviseOptions) {
    const { time, tree } = await growLoud(term, options)
    await time.advance(10_000)
    return tree
  }
  const growLoud = async (term: Record<string, RemoteTerm<unknown>>, options: SuperviseOptions) => {
    const time = simulatedTime()
    const tree = await supervise(term, { clock: time.clock, random: () => 0, ...options })
    onTestFinished(() => tree.stop())
    return { time, tree }
  }

  it('is said in one line on stderr, once, however many terms fail how often', async () => {
    const lines = stderr()
    await settled({ one: failing('one'), two: failing('two') }, {})
    expect(lines()).toEqual([
      expect.stringMatching(
        /^everterm: "one" failed with ERR_TERM_DNS: no such host; and goes on trying\. [^\n]*\n$/,
      ),
    ])
  })

  it('says so where no further attempt will help', async () => {
    const lines = stderr()
    const setup = undefinedName
    await settled({ one: remoteTerm({ name: 'one', fetcher: fixed('1'), setup, start: 'background' }) }, {})
    expect(lines()[0]).toContain('which no further attempt will help')
  })

  it.each<[string, SuperviseOptions]>([
    ['somebody listens', { observers: [{ name: 'mine', hear() {} }] }],
    ['nobody is wanted to', { observers: [] }],
  ])('is not said where %s', async (_, options) => {
    const lines = stderr()
    await settled({ one: failing('one') }, options)
    expect(lines()).toEqual([])
  })

  it('is not said of a term that has its value', async () => {
    const lines = stderr()
    const gate = deferred()
    const term = remoteTerm({
      name: 'one',
      refreshInterval: '1s',
      fetcher: scripted('v1', async () => {
        await gate.promise
        throw down
      }),
    })
    const tree = await settled({ term }, {})
    gate.resolve()
    await new Promise(setImmediate)
    expect(tree.health().terms).toBeDefined()
    expect([term.status().failures, lines()]).toEqual([1, []])
  })

  it('ends nothing where stderr is broken', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockImplementation(() => {
      throw new Error('EPIPE')
    })
    onTestFinished(() => write.mockRestore())
    const term = failing('one')
    await settled({ term }, {})
    expect(term.status().state).toBe('backoff')
  })

  it('is not said where nothing fails', async () => {
    const lines = stderr()
    await settled({ one: remoteTerm({ name: 'one', fetcher: scripted(never), start: 'background' }) }, {})
    expect(lines()).toEqual([])
  })
})
