/** Nothing moves under the eyes of who reads, however much happens. @module */

import { expect, test } from 'vitest'
import { inBrowser } from './support/in-browser.ts'
import { setStage } from './support/stage.ts'
import { openPage, type SizeName } from './support/watched-page.ts'

/** What Chromium calls a shift that nobody notices is a hundred times as much. */
const MOST = 0.001
const SECONDS = 12

inBrowser('while terms refresh and fail for 12 s', (browser) => {
  test.each<[SizeName, string]>([
    ['screen', '#/'],
    ['phone', '#/'],
    ['screen', '#/term/prices'],
    ['phone', '#/term/prices'],
  ])('nothing moves on a %s at %s', async (size, hash) => {
    await using stage = await setStage()
    await using seen = await openPage(browser(), `${stage.url}${hash}`, { size })
    await seen.page
      .locator(hash === '#/' ? '.card' : '.versions')
      .first()
      .waitFor()
    for (let second = 0; second < SECONDS; second++) {
      if (second % 3 === 2) stage.origin.reply('/prices.json', { status: 503 })
      else stage.publish({ apple: second, [`fruit${second}`]: 1 })
      await stage.terms.prices.refresh().catch(() => {})
      await seen.page.waitForTimeout(1000)
    }
    const { sum, moved } = await seen.shifts()
    expect(sum, moved.join('\n')).toBeLessThanOrEqual(MOST)
    expect(seen.complaints).toEqual([])
  })
})
