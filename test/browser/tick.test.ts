/** What a second costs a browser that shows 200 terms at work: printed, and held to `TICK_BOUND` where that is set. @module */

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { http, json, remoteTerm, supervise } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { inBrowser } from './support/in-browser.ts'

const TERMS = 200
const SECONDS = 12

/** In ms, of the median second. */
const BOUND = process.env.TICK_BOUND

inBrowser(`the overview of ${TERMS} terms`, (browser) => {
  test.each(['table', 'cards'])('costs so much a second, as %s', async (view) => {
    await using origin = await serveOrigin()
    const terms = Array.from({ length: TERMS }, (_, at) => {
      const path = `/t${at}.json`
      origin.publish(path, `{"at":${at}}`)
      const fetcher = http(origin.url + path)
      return remoteTerm({
        name: `t${at}`,
        fetcher,
        deserialize: json<unknown>,
        refreshInterval: '10s',
        maxStale: '30s',
      })
    })
    const tree = await supervise(Object.fromEntries(terms.map((term) => [term.name, term])), {
      observers: [],
    })
    await using board = dashboard(tree)
    const { url } = await board.listen()
    const page = await browser().newPage({ viewport: { width: 1440, height: 900 } })
    try {
      await page.goto(url)
      await page.getByRole('button', { name: view }).click()
      await page.waitForTimeout(2000)
      const ticks = await secondsOf(page)
      const median = ticks.toSorted((one, other) => one - other)[ticks.length >> 1] ?? Number.NaN
      console.log(
        `A second of ${TERMS} terms, as ${view}: ${median.toFixed(1)} ms (${ticks.map((ms) => ms.toFixed(0)).join(' ')})`,
      )
      if (BOUND !== undefined) expect(median).toBeLessThanOrEqual(Number(BOUND))
    } finally {
      await page.close()
      await tree.stop()
    }
  })
})

/**
 * What the main thread has worked in each second: messages, script, style, layout and paint. It is time of the processor, so
 * that a busy machine tells the same.
 */
async function secondsOf(page: Page): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const seconds: number[] = []
  for (let second = 0; second < SECONDS; second++) {
    const before = await worked()
    await page.waitForTimeout(1000)
    seconds.push((await worked()) - before)
  }
  return seconds
}
