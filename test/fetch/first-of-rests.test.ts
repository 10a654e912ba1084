/** Each origin that asks to be left alone for a while is, and no other because of it. @module */

import { describe, expect, it } from 'vitest'
import type { Probe } from '../../src/fetch/fetcher.ts'
import { fetchContext } from '../support/fetch-context.ts'
import { guardProcess } from '../support/process-guard.ts'
import { firstOfReplicas, type Replica, serveReplicas } from '../support/replicas.ts'

guardProcess()

const waits = (seconds: number) => ({ status: 503, headers: { 'retry-after': String(seconds) } })

/** Two origins on a clock that is moved by hand. */
async function serveTwo() {
  const [a, b] = await serveReplicas('a', 'b')
  let now = 0
  const fetcher = firstOfReplicas([a, b], { now: () => now, random: () => 0.5, returnAfter: '1m' })
  return {
    a,
    b,
    pass(seconds: number) {
      now += seconds * 1_000
    },
    probe: () => fetcher.probe(undefined, fetchContext()),
    /** Probes, and tells which origins were asked. */
    async asked(): Promise<string> {
      const before = [a, b].map(({ requests }) => requests.length)
      await fetcher.probe(undefined, fetchContext()).catch(() => undefined)
      return [a, b]
        .flatMap(({ requests }, index) => ['ab'[index]?.repeat(requests.length - (before[index] ?? 0))])
        .join('')
    },
  }
}

const sourceOf = ({ source }: Probe) => source?.name
const down = (replica: Replica, path: string) => replica.reply(path, { status: 500 })

describe('an origin that asks to be left alone', () => {
  it('is not asked before that, though it would be time to return to it', async () => {
    const { a, b, pass, asked } = await serveTwo()
    a.reply('/a', waits(600))
    b.hold('1')
    expect(await asked()).toBe('ab')
    pass(599)
    expect(await asked()).toBe('b')
    pass(1)
    expect(await asked()).toBe('ab')
  })

  it('is asked first again as soon as it wants to be', async () => {
    const { a, b, pass, probe } = await serveTwo()
    a.reply('/a', waits(600))
    b.hold('1')
    await probe()
    a.hold('1')
    pass(300)
    expect(sourceOf(await probe())).toBe(b.source)
    pass(300)
    expect(sourceOf(await probe())).toBe(a.source)
  })

  it('is not asked either when it is the fallback', async () => {
    const { a, b, pass, asked } = await serveTwo()
    down(a, '/a')
    b.reply('/b', waits(600))
    expect(await asked()).toBe('ab')
    pass(100)
    expect(await asked()).toBe('a')
  })

  it('keeps nobody from one that asks for nothing', async () => {
    const { a, b, probe } = await serveTwo()
    down(a, '/a')
    b.reply('/b', waits(86_400))

    await expect(probe()).rejects.toMatchObject({
      code: 'ERR_TERM_HTTP',
      status: 500,
      retryAfterMs: undefined,
    })
  })

  it('lets the term wait for what is left, where all do', async () => {
    const { a, b, pass, probe } = await serveTwo()
    a.reply('/a', waits(60))
    b.reply('/b', { status: 500 }, waits(600))
    await expect(probe()).rejects.toMatchObject({ retryAfterMs: undefined })
    pass(20)

    await expect(probe()).rejects.toMatchObject({
      retryAfterMs: 40_000,
      message: expect.stringContaining('None of 2 origins'),
    })
  })

  it('is asked nevertheless where all do, and somebody insists', async () => {
    const { a, b, asked } = await serveTwo()
    a.reply('/a', waits(60))
    b.reply('/b', waits(60))
    expect(await asked()).toBe('ab')
    expect(await asked()).toBe('ab')
  })
})

it('the body of a fallback is called what its origin calls it', async () => {
  const { a, b, probe } = await serveTwo()
  down(a, '/a')
  b.reply('/b', { body: '<html>', headers: { 'content-type': 'text/html; charset=utf-8' } })

  expect(await probe()).toMatchObject({ mediaType: 'text/html' })
})
