/** Takes the pictures of `docs/dashboard.md`, of a simulated tree: `npm run dashboard:pictures`, with Chromium installed. @module */

// @ts-check

import { writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { simulatedService } from './dashboard/simulated-service.mjs'

const SIZE = { width: 1400, height: 832 }

/** Of a wide-spread family: not what this machine happens to have. */
const FONT = ':root { --sans: "Liberation Sans", Arial, sans-serif; --mono: "Liberation Mono", monospace }'

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  const { url, close } = await simulatedService({ cast: 'few' })
  const context = await browser.newContext({ viewport: SIZE, colorScheme: scheme, bypassCSP: true })
  const page = await context.newPage()
  await page.goto(url)
  await page.addStyleTag({ content: FONT })
  await page.waitForSelector('.card .state.work')
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 })
  await writeFile(new URL(`../docs/dashboard-${scheme}.webp`, import.meta.url), Buffer.from(data, 'base64'))
  await context.close()
  close()
}
await browser.close()
