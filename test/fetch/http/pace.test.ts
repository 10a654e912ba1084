/** The slowest pace of a body. @module */

import { describe, expect, it } from 'vitest'
import { rateBudget } from '../../../src/fetch/transfer/rate-budget.ts'
import { type Handler, serveOrigin } from '../../support/origin.ts'
import { changed, fetchText, httpFetcher } from '../../support/probing.ts'

const trickle: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': 1_000_000 })
  const dripping = setInterval(() => response.write('x'), 10)
  response.on('close', () => clearInterval(dripping))
}

describe('F07, P12, S3: a body that trickles', () => {
  it('ends the attempt, though it never stalls', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', trickle)
    const timeouts = { stall: '10s', minRate: { bytesPerSecond: 10_000, over: 100 } } as const

    await expect(fetchText(httpFetcher(origin.url, { timeouts }))).rejects.toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      stage: 'download',
      message: 'The body came slower than 10000 bytes/s',
    })
    await origin.drained()
  })

  it('is not one whose reader takes its time', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'x'.repeat(300_000))
    const timeouts = { minRate: { bytesPerSecond: 1_000_000, over: 60 } }
    const { open } = await changed(httpFetcher(origin.url, { timeouts }))
    let received = 0
    for await (const chunk of open(new AbortController().signal) as AsyncIterable<Uint8Array>) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 150))
      received += chunk.byteLength
    }

    expect(received).toBe(300_000)
  })
})

describe('the patience with a body', () => {
  const budget = () => rateBudget({ bytesPerSecond: 1_000, over: 30_000 })

  it('is spent by waiting', () => {
    const patience = budget()
    patience.spend(10_000, 0)

    expect(patience.left()).toBe(20_000)
  })

  it('is kept up by bytes at that pace, for ever', () => {
    const patience = budget()
    for (let second = 0; second < 1_000; second += 1) patience.spend(1_000, 1_000)

    expect(patience.left()).toBe(30_000)
  })

  it('ends when the bytes come slower, in time', () => {
    const patience = budget()
    let waited = 0
    for (; patience.left() > 0; waited += 100) patience.spend(100, 1)

    expect(waited).toBeGreaterThan(30_000)
    expect(waited).toBeLessThan(31_000)
  })

  it('is not saved up by a fast beginning', () => {
    const patience = budget()
    patience.spend(1, 100_000_000)
    patience.spend(30_000, 0)

    expect(patience.left()).toBe(0)
  })

  it('has no end where there is no pace', () => {
    const patience = rateBudget({ bytesPerSecond: 0, over: 30_000 })
    patience.spend(1e9, 0)

    expect(patience.left()).toBe(Number.POSITIVE_INFINITY)
  })
})
