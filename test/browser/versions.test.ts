/** The page of a term compares versions, and goes back to one for who may. @module */

import { expect, test } from 'vitest'
import { inBrowser } from './support/in-browser.ts'
import { setStage, TOKEN } from './support/stage.ts'
import { openTerm } from './support/term-page.ts'

inBrowser('the versions of a term', (browser) => {
  test('are listed as they come, with what differs between the last two', async () => {
    await using stage = await setStage()
    await using seen = await openTerm(browser(), stage, 'prices')
    const { page } = seen
    await expect.poll(() => page.locator('.versions tbody tr').count()).toBe(1)

    stage.publish({ apple: 3, plum: 9 })
    await stage.terms.prices.refresh()
    await expect.poll(() => page.locator('.versions tbody tr').count()).toBe(2)
    const difference = page.locator('.difference')
    await difference.getByText('1 added').waitFor()
    expect(await difference.locator('li').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/apple\s+1 → 3/)]),
    )
    expect(await difference.locator('li').count()).toBe(3)
    expect(seen.complaints).toEqual([])
  })

  test('are pinned and left again by who knows the token, which is asked for once', async () => {
    await using stage = await setStage()
    stage.publish({ apple: 3 })
    await stage.terms.prices.refresh()
    await using seen = await openTerm(browser(), stage, 'prices')
    const { page } = seen

    await page.getByRole('button', { name: 'Roll back', exact: true }).click()
    await page.locator('dialog input').fill(TOKEN)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('.term-head').getByText('pinned version').waitFor()
    await page.getByRole('status').getByText('Rolled back').waitFor()
    expect(stage.terms.prices.get()).toEqual({ apple: 1, pear: 2 })

    await page.getByRole('button', { name: 'Unpin', exact: true }).click()
    await page.locator('.term-head').getByText('current value').waitFor()
    expect(stage.terms.prices.get()).toEqual({ apple: 3 })

    await page
      .locator('.versions')
      .getByRole('button', { name: /^roll back/ })
      .click()
    await page.locator('.term-head').getByText('pinned version').waitFor()
    expect(stage.terms.prices.get()).toEqual({ apple: 1, pear: 2 })
    expect(seen.complaints).toEqual([])
  })

  test('that were refused are listed with the reason, and released by who knows the token', async () => {
    await using stage = await setStage()
    stage.publish({ apple: -3 })
    await expect(stage.terms.prices.refresh()).rejects.toThrow()
    await using seen = await openTerm(browser(), stage, 'prices')
    const { page } = seen
    await page.locator('.versions').getByText('quarantined:').waitFor()
    await page
      .locator('.versions')
      .getByRole('button', { name: /^release/ })
      .click()
    await page.locator('dialog input').fill(TOKEN)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('.versions').getByText('quarantined:').waitFor({ state: 'detached' })
    expect(stage.terms.prices.status().quarantined).toEqual([])
    expect(seen.complaints).toEqual([])
  })

  test('stay as they are for who doesn’t know the token', async () => {
    await using stage = await setStage()
    stage.publish({ apple: 3 })
    await stage.terms.prices.refresh()
    await using seen = await openTerm(browser(), stage, 'prices')
    const { page } = seen

    await page.getByRole('button', { name: 'Roll back', exact: true }).click()
    await page.locator('dialog input').fill('not-the-token-of-this-process')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('does not take this token').waitFor()
    expect(stage.terms.prices.get()).toEqual({ apple: 3 })
    expect(stage.terms.prices.status().pinned).toBeUndefined()
  })

  test('can’t be changed in a process that serves the dashboard without actions', async () => {
    await using stage = await setStage({ actions: false })
    await using seen = await openTerm(browser(), stage, 'prices')
    const button = seen.page.getByRole('button', { name: 'Refresh now' })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    const reason = await button.getAttribute('aria-describedby')
    expect(await seen.page.locator(`#${reason}`).textContent()).toContain('Read-only')
    await button.focus()
    await seen.page.keyboard.press('Enter')
    expect(await seen.page.locator('dialog').count()).toBe(0)
    expect(seen.complaints).toEqual([])
  })
})
