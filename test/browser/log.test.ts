/** The log of a term is found through, and doesn't scroll under whoever reads it. @module */

import { expect, test } from 'vitest'
import { inBrowser } from './support/in-browser.ts'
import { setStage } from './support/stage.ts'
import { openTerm } from './support/term-page.ts'

inBrowser('the log of a term', (browser) => {
  test('holds what is new back from who reads further down, and tells how much it is', async () => {
    await using stage = await setStage()
    const refresh = async (times: number) => {
      for (let time = 0; time < times; time++) await stage.terms.rates.refresh()
    }
    await refresh(20)
    await using seen = await openTerm(browser(), stage, 'rates')
    const log = seen.page.locator('.log')
    await expect.poll(() => log.locator('li').count()).toBeGreaterThanOrEqual(40)
    await log.evaluate((list) => list.scrollTo({ top: 200 }))
    const first = await log.locator('li').first().textContent()
    const more = seen.page.getByRole('button', { name: / new$/ })

    await refresh(1)
    await more.getByText('2 new').waitFor()
    expect(await log.locator('li').first().textContent()).toBe(first)
    expect(await log.evaluate((list) => list.scrollTop)).toBe(200)

    await more.click()
    await expect.poll(() => log.evaluate((list) => list.scrollTop)).toBe(0)
    await more.waitFor({ state: 'hidden' })
    expect(seen.complaints).toEqual([])
  })

  test('is found through by words and by level', async () => {
    await using stage = await setStage()
    await stage.terms.rates.refresh()
    stage.origin.reply('/rates.json', { status: 503 })
    await stage.terms.rates.refresh().catch(() => {})
    await using seen = await openTerm(browser(), stage, 'rates')
    const lines = seen.page.locator('.log b')
    await seen.page.getByLabel('Level').selectOption('warn')
    await expect.poll(() => lines.allTextContents()).toEqual(['refresh.failed'])
    await seen.page.getByLabel('Level').selectOption('debug')
    await seen.page.getByLabel('Filter events').fill('unchanged')
    await expect.poll(() => lines.allTextContents()).toEqual(['refresh.unchanged'])
    await seen.page.getByLabel('Filter events').fill('no such thing')
    await seen.page.getByText('no event matches').waitFor()
    expect(seen.complaints).toEqual([])
  })
})
