/** A page whose process isn't heard says so, keeps what it knows, and goes on when the process is back. @module */

import { expect, test } from 'vitest'
import { dashboard } from '../../src/dashboard.ts'
import { inBrowser } from './support/in-browser.ts'
import { setStage } from './support/stage.ts'
import { openTerm } from './support/term-page.ts'

inBrowser('a page', (browser) => {
  test('without its process says since when, asks for nothing, and goes on once it is back', async () => {
    await using stage = await setStage()
    await using first = dashboard(stage.tree, { name: 'checkout' })
    const { url } = await first.listen()
    await using seen = await openTerm(browser(), { url }, 'prices')
    const { page } = seen
    await first.close()

    await page.getByText('No connection since').waitFor()
    const refresh = page.getByRole('button', { name: 'Refresh now' })
    expect(await refresh.getAttribute('aria-disabled')).toBe('true')
    expect(await page.locator('.versions tbody tr').count()).toBe(1)

    stage.publish({ apple: 3 })
    await stage.terms.prices.refresh()
    await using second = dashboard(stage.tree, { name: 'checkout' })
    await second.listen({ port: Number(new URL(url).port) })
    await page.getByText('No connection since').waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('.versions tbody tr').count()).toBe(2)
  })

  test('of a term moves nothing for who wants no motion', async () => {
    await using stage = await setStage()
    await stage.terms.prices.refresh()
    await using seen = await openTerm(browser(), stage, 'prices', {}, { reducedMotion: 'reduce' })
    const way = seen.page.locator('.chart svg:visible .trace')
    await way.waitFor()
    expect(await seen.page.evaluate<number>('document.getAnimations().length')).toBe(0)
    expect(seen.complaints).toEqual([])
  })
})
