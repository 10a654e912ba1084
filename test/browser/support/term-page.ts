/** The page of a term, as a test opens it and looks at it. @module */

import type { Browser, Page } from 'playwright-core'
import type { Stage } from './stage.ts'
import { openPage, type View, type WatchedPage } from './watched-page.ts'

/** Opens it, and waits until all of it is there. */
export async function openTerm(
  browser: Browser,
  stage: Stage,
  name: string,
  view?: View,
): Promise<WatchedPage> {
  const seen = await openPage(browser, `${stage.url}#/term/${name}`, view)
  await seen.page.locator('.versions').waitFor()
  return seen
}

/** Waits until that state is lit in the chart that is shown, and no other. */
export async function lit(page: Page, state: string): Promise<void> {
  await page.locator(`.chart svg:visible [data-state=${state}].lit`).waitFor()
}
