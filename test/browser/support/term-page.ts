/** The page of a term, as a test opens it and looks at it. @module */

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Stage } from './stage.ts'
import { openPage, type View, type WatchedPage } from './watched-page.ts'

/** Opens it, and waits until all of it is there. */
export async function openTerm(
  browser: Browser,
  { url }: Pick<Stage, 'url'>,
  name: string,
  view?: View,
  options?: BrowserContextOptions,
): Promise<WatchedPage> {
  const seen = await openPage(browser, `${url}#/term/${name}`, view, options)
  await seen.page.locator('.versions').waitFor()
  return seen
}

/** Waits until that state is lit in the chart that is shown, and no other. */
export async function lit(page: Page, state: string): Promise<void> {
  await page.locator(`.chart svg:visible [data-state=${state}].lit`).waitFor()
}
