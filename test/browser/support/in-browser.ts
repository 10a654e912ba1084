/** Tests that need a browser: one for each file of them, and none where there is no Chromium. @module */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { requiredChromium, startChromium } from './chromium.ts'

/** A block of tests with a browser, which is asked for when a test runs. */
export function inBrowser(title: string, define: (browser: () => Browser) => void): void {
  const path = requiredChromium()
  describe.skipIf(path === undefined)(title, () => {
    let browser: Browser | undefined
    beforeAll(async () => {
      browser = await startChromium(path ?? '')
    })
    afterAll(() => browser?.close())
    define(() => {
      if (browser === undefined) throw new Error('The browser has not started')
      return browser
    })
  })
}
