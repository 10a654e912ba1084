/** What arrived while this process was busy counts before what has expired. @module */

import { setImmediate as turn } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { patience } from '../../src/base/patience.ts'
import { twoStep } from '../../src/fetch/two-step.ts'
import { type Fetcher, firstOf, http, json, remoteTerm, supervise } from '../../src/index.ts'
import { type BusyOrigin, serveBusily, stall } from '../support/busy-origin.ts'
import { changed, contextOf, fetchText, httpFetcher } from '../support/probing.ts'
import { guardProcess } from '../support/process-guard.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { objectFetcher } from '../support/s3-origin.ts'
import { selfSigned } from '../support/tls.ts'

guardProcess()
bareAwsEnvironment()

const BOUND = 100
const LONG = 400

/** Loads what a process loads only once, so that the bounds are those of the requests alone. */
const warmed = async (origin: BusyOrigin) => void (await fetchText(httpFetcher(origin.url)))

/** Stalls in each of the first turns, since it can't be told in which of them the request goes out. */
async function whileStalled<T>(work: Promise<T>, turns = 4): Promise<T> {
  work.catch(() => {})
  for (let at = 0; at < turns; at += 1) {
    await turn()
    stall(LONG)
  }
  return await work
}

describe('a thread that stalls for longer than the bound', () => {
  it('takes the headers of an answer that lies in the socket', async () => {
    await using origin = await serveBusily()
    await warmed(origin)
    const fetcher = httpFetcher(origin.url, { timeouts: { headers: BOUND } })

    expect((await whileStalled(fetcher.probe(undefined, contextOf()))).changed).toBe(true)
  })

  it.each(['http', 'https'])('takes a connection by %s that has come about', async (scheme) => {
    const tls = selfSigned()
    await using origin = await serveBusily(scheme === 'https' ? { tls } : {})
    await using plain = await serveBusily()
    await warmed(plain)
    const fetcher = httpFetcher(origin.url, { timeouts: { connect: BOUND } })
    const answer = whileStalled(fetcher.probe(undefined, contextOf()))

    if (scheme === 'http') expect((await answer).changed).toBe(true)
    // The request got as far as the certificate, which nobody vouches for.
    else await expect(answer).rejects.toMatchObject({ code: 'ERR_TERM_TLS' })
  })

  it('takes the answer of S3, and its connection', async () => {
    await using origin = await serveBusily()
    await changed(objectFetcher(origin))
    const fetcher = objectFetcher(origin, { timeouts: { connect: BOUND, headers: BOUND } })

    expect((await whileStalled(fetcher.probe(undefined, contextOf()), 8)).changed).toBe(true)
  })

  it('does not pass over the first of several origins', async () => {
    await using origin = await serveBusily()
    await warmed(origin)
    const fallback: Fetcher = { name: 'fallback', probe: () => Promise.reject(new Error('was asked')) }
    const fetcher = firstOf([http(origin.url), fallback], { patience: BOUND })
    onTestFinished(() => fetcher.close?.())

    expect((await whileStalled(changed(fetcher))).source).toMatchObject({ fallback: false })
  })

  it.each(['plain', 'zipped'])('starts a tree whose value lies in the socket, %s', async (how) => {
    const body = Buffer.from('{"EUR":1}')
    await using origin = await serveBusily({ body: how === 'plain' ? body : gzipSync(body) })
    await warmed(origin)
    const term = remoteTerm({
      name: 'prices',
      fetcher: http(origin.url),
      deserialize: json<{ EUR: number }>,
      start: { policy: 'require', within: BOUND },
      limits: { deadline: BOUND },
    })
    await using tree = await whileStalled(supervise({ term }))

    expect(term.get()).toEqual({ EUR: 1 })
    expect(tree.health().ready).toBe(true)
  })

  it.each(['setup', 'download', 'put'])(
    'does not call an attempt off whose `%s` has what it waited for',
    async (step) => {
      await using origin = await serveBusily()
      const bytes = async (name: string) =>
        name === step ? new Uint8Array(await (await fetch(origin.url)).arrayBuffer()) : new Uint8Array(1)
      await bytes(step)
      const term = remoteTerm({
        name: 'prices',
        fetcher: twoStep({
          name: 'steps',
          currentVersion: async () => 'v1',
          download: () => bytes('download'),
        }),
        setup: () => bytes('setup'),
        put: () => bytes('put'),
        get: () => 'kept',
        limits: { deadline: BOUND },
      })
      const failures: string[] = []
      const hear = ({ type }: { type: string }) => void (type === 'refresh.failed' && failures.push(type))
      await using tree = await whileStalled(supervise({ term }, { observers: [{ name: 'failures', hear }] }))

      expect(tree.health().ready).toBe(true)
      expect(failures).toEqual([])
    },
  )

  it('does not end a `put` by force that is done', async () => {
    await using origin = await serveBusily()
    const done: string[] = []
    let begun = () => {}
    const beginning = new Promise<void>((resolve) => {
      begun = resolve
    })
    const term = remoteTerm({
      name: 'prices',
      fetcher: { name: 'one', probe: async () => ({ changed: true, open: async () => new Uint8Array(1) }) },
      put: async (_, { signal }) => {
        begun()
        await (await fetch(`${origin.url}?after=20`)).arrayBuffer()
        done.push(signal.aborted ? 'aborted' : 'done')
      },
      get: () => 'kept',
      start: 'background',
      shutdown: BOUND,
    })
    const tree = await supervise({ term })
    await beginning
    await turn()
    const stopping = tree.stop({ timeout: BOUND })
    await whileStalled(stopping)

    expect(done).toEqual(['done'])
  })
})

describe('a bound', () => {
  it('holds all the same where nothing has arrived', async () => {
    await using origin = await serveBusily()
    await warmed(origin)
    const url = `${origin.url}?after=60000`

    await expect(
      whileStalled(httpFetcher(url, { timeouts: { headers: BOUND } }).probe(undefined, contextOf())),
    ).rejects.toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
  })

  it('is called off as long as it has not been judged', async () => {
    const judged: string[] = []
    const ends = [patience(1, () => judged.push('first')), patience(1, () => judged.push('second'))]
    stall(20)
    await turn()
    ends[0]?.()
    await new Promise<void>((resolve) => patience(100, resolve))

    expect(judged).toEqual(['second'])
  })
})
