/** Each page, in each size, in the light and in the dark: within reach, at rest, silent, and as it was designed. @module */

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { barriersOf } from './support/barriers.ts'
import { inBrowser } from './support/in-browser.ts'
import { type Stage, setStage } from './support/stage.ts'
import { openPage, type Scheme, type SizeName } from './support/watched-page.ts'

/** To be looked at; nothing is compared with them. */
const SHOTS = fileURLToPath(new URL('../../artifacts/dashboard/', import.meta.url))

const OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const PAGES = [
  { name: 'overview', hash: '#/', ready: '.card' },
  { name: 'term', hash: '#/term/prices', ready: '.versions .difference ol' },
  { name: 'restarts', hash: '#/restarts', ready: 'h1' },
] as const

const VIEWS: readonly { readonly size: SizeName; readonly scheme: Scheme }[] = [
  { size: 'screen', scheme: 'light' },
  { size: 'screen', scheme: 'dark' },
  { size: 'phone', scheme: 'light' },
  { size: 'phone', scheme: 'dark' },
]

/** A service that has seen something of all: new versions, failures, a refused payload, a crash. */
async function eventfulStage(): Promise<Stage> {
  const stage = await setStage()
  const { prices, rates, flags, spam } = stage.terms
  for (const plum of [9, 8, 7]) {
    stage.publish({ apple: 3, plum, [`extra${plum}`]: plum })
    await prices.refresh()
  }
  await prices.refresh()
  stage.publish({ apple: -1, plum: 7 })
  await prices.refresh().catch(() => {})
  stage.origin.reply('/rates.json', { status: 503 })
  await rates.refresh().catch(() => {})
  await rates.refresh().catch(() => {})
  await spam.pin()
  stage.crash()
  await flags.refresh().catch(() => {})
  return stage
}

inBrowser('the dashboard', (browser) => {
  describe.each(VIEWS)('on a $size, $scheme', (view) => {
    test.each(PAGES)(
      '$name keeps nobody out, fits its width, and says nothing on its console',
      async ({ name, hash, ready }) => {
        await using stage = await eventfulStage()

        await using seen = await openPage(browser(), `${stage.url}${hash}`, view)
        await seen.page.locator(ready).first().waitFor()
        mkdirSync(SHOTS, { recursive: true })
        const path = `${SHOTS}${name}-${view.size}-${view.scheme}.png`
        await seen.page.screenshot({ path, fullPage: true, animations: 'disabled' })
        expect(await seen.page.evaluate<number>(OVERHANG)).toBe(0)
        expect(seen.complaints).toEqual([])

        // axe is a script that the policy of the page would not let in.
        await using looked = await openPage(browser(), `${stage.url}${hash}`, view, { bypassCSP: true })
        await looked.page.locator(ready).first().waitFor()
        expect(await barriersOf(looked.page)).toEqual([])
      },
    )
  })
})
