/** What a second costs a browser that shows 200 terms at work: printed, and held to `TICK_BOUND` where that is set. @module */

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { http, json, remoteTerm, supervise } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { inBrowser } from './support/in-browser.ts'

const TERMS = 200
const SECONDS = 20

/** In ms, of the median second. */
const BOUND = process.env.TICK_BOUND

inBrowser(`the overview of ${TERMS} terms`, (browser) => {
  test.each(['table', 'cards'])('is written in a frame, as %s', async (view) => {
    await using origin = await serveOrigin()
    const terms = Array.from({ length: TERMS }, (_, at) => {
      const path = `/t${at}.json`
      origin.publish(path, `{"at":${at}}`)
      const fetcher = http(origin.url + path)
      return remoteTerm({
        name: `t${at}`,
        fetcher,
        deserialize: json<unknown>,
        refreshInterval: '2s',
        maxStale: '10s',
      })
    })
    const tree = await supervise(Object.fromEntries(terms.map((term) => [term.name, term])), {
      observers: [],
    })
    await using board = dashboard(tree)
    const { url } = await board.listen()
    const page = await browser().newPage({ viewport: { width: 1440, height: 900 } })
    try {
      await page.addInitScript(TIME_FRAMES)
      await page.goto(url)
      await page.getByRole('button', { name: view }).click()
      await page.waitForTimeout(2000)
      const ticks = await costliest(page)
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

/** The costliest frame of each second. */
async function costliest(page: Page): Promise<readonly number[]> {
  const ticks: number[] = []
  for (let second = 0; second < SECONDS; second++) {
    await page.evaluate('frames.length = 0')
    await page.waitForTimeout(1000)
    ticks.push(await page.evaluate<number>('Math.max(0, ...frames)'))
  }
  return ticks
}

/** From the beginning of a frame to the first task after it: script, style, layout and paint. Runs in the page. */
const TIME_FRAMES = `
  const frames = []
  const { port1, port2 } = new MessageChannel()
  let begun
  port1.onmessage = () => {
    frames.push(performance.now() - begun)
    begun = undefined
  }
  const request = requestAnimationFrame
  requestAnimationFrame = (write) => request((time) => {
    if (begun === undefined) {
      begun = performance.now()
      port2.postMessage(0)
    }
    write(time)
  })
`
