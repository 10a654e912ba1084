/** The page of a term shows what its machine does, while it does it. @module */

import { expect, test } from 'vitest'
import { inBrowser } from './support/in-browser.ts'
import { setStage } from './support/stage.ts'
import { lit, openTerm } from './support/term-page.ts'

inBrowser('the page of a term', (browser) => {
  test('lights the state that its machine is in, from idle to idle', async () => {
    await using stage = await setStage()
    await using seen = await openTerm(browser(), stage, 'prices')
    await lit(seen.page, 'idle')

    stage.gates.close('answer', 'body', 'decoding')
    stage.publish({ apple: 3, pear: 2, plum: 9 })
    const refreshed = stage.terms.prices.refresh()
    await lit(seen.page, 'probing')
    stage.gates.open('answer')
    await lit(seen.page, 'downloading')
    stage.gates.open('body')
    await lit(seen.page, 'decoding')
    stage.gates.open('decoding')
    await refreshed
    await lit(seen.page, 'idle')
    await seen.page.locator('.transitions li').first().getByText('updated').waitFor()
    expect(seen.complaints).toEqual([])
  })

  test('lights the storing of a value that its user keeps', async () => {
    await using stage = await setStage()
    await using seen = await openTerm(browser(), stage, 'ledger')
    stage.gates.close('storing')
    stage.origin.publish('/ledger.json', '{"total":1}')
    const refreshed = stage.terms.ledger.refresh()
    await lit(seen.page, 'storing')
    stage.gates.open('storing')
    await refreshed
    await lit(seen.page, 'idle')
    expect(seen.complaints).toEqual([])
  })

  test('shows a failure: the backoff, what readers still get, and where the attempt failed', async () => {
    await using stage = await setStage()
    await using seen = await openTerm(browser(), stage, 'rates')
    const { page } = seen
    stage.origin.reply('/rates.json', { status: 503, body: 'down' })
    await expect(stage.terms.rates.refresh()).rejects.toThrow()

    await lit(page, 'backoff')
    await page.locator('.term-head').getByText('last good value').waitFor()
    await page.locator('.waterfall .step-failed').waitFor()
    await page.locator('.transitions').getByText('http_503').waitFor()
    await page.locator('.log').getByText('refresh.failed').waitFor()
    expect(await page.locator('.facts').getByText('next attempt in').count()).toBe(1)
    expect(stage.terms.rates.get()).toEqual({ eur: 1 })

    stage.origin.publish('/rates.json', '{"eur":2}')
    await stage.terms.rates.refresh()
    await lit(page, 'idle')
    await page.locator('.term-head').getByText('current value').waitFor()
    expect(seen.complaints).toEqual([])
  })

  test('shows a crash with its stack, and that the supervisor has started the term again', async () => {
    await using stage = await setStage()
    await using seen = await openTerm(browser(), stage, 'flags')
    const { page } = seen
    stage.crash()
    await expect(stage.terms.flags.refresh()).rejects.toThrow()

    await page.locator('.log').getByText('term.crashed').waitFor()
    await page.locator('.log').getByText('supervisor.restarted').waitFor()
    await lit(page, 'idle')
    await page.locator('.crashes summary').first().click()
    await expect.poll(() => page.locator('.crashes pre').first().textContent()).toContain('    at ')
    await page.getByText('The last time:').waitFor()
    expect(seen.complaints).toEqual([])
  })
})
