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
  /** What has moved so far. */
  shifts(): Promise<Shifts>
}

export interface Shifts {
  /** The sum of all shifts, as Chromium weighs them. */
  readonly sum: number
  /** What moved, and from where to where. */
  readonly moved: readonly string[]
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
    shifts: () => page.evaluate<Shifts>('shifts'),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Runs in the page, before anything of its own. */
const SUM_SHIFTS = `
  shifts = { sum: 0, moved: [] }
  new PerformanceObserver((list) => {
    const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ')
    const name = (node) => node?.closest === undefined ? node?.textContent : node.tagName + '.' + node.className
    for (const { value, sources } of list.getEntries()) {
      shifts.sum += value
      for (const { node, previousRect, currentRect } of sources) {
        shifts.moved.push(name(node) + ': ' + box(previousRect) + ' to ' + box(currentRect))
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
`
