/** A page that somebody watches: what it says on its console, whom it asks, and what moves on it. @module */

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** The sizes that the dashboard is made for. */
export const SIZES = {
  screen: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const

export type SizeName = keyof typeof SIZES
export type Scheme = 'light' | 'dark'

export interface View {
  readonly size?: SizeName
  readonly scheme?: Scheme
}

export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  /** What no good page does: words on the console, errors, requests to elsewhere. */
  readonly complaints: readonly string[]
  /** The sum of all shifts so far, as Chromium weighs them. */
  shifted(): Promise<number>
}

/** Opens the address as a reader of that size, who likes it that light, sees it. */
export async function openPage(
  browser: Browser,
  url: string,
  { size = 'screen', scheme = 'light' }: View = {},
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  const { host } = new URL(url)
  page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => void complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.host !== host && asked.protocol !== 'data:') complaints.push(`asks ${request.url()}`)
  })
  await page.addInitScript(SUM_SHIFTS)
  await page.goto(url)
  return {
    page,
    complaints,
    shifted: () => page.evaluate<number>('shiftedBy'),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Runs in the page, before anything of its own. */
const SUM_SHIFTS = `
  shiftedBy = 0
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) shiftedBy += value
  }).observe({ type: 'layout-shift', buffered: true })
`
