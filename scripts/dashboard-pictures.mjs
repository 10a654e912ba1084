/** Takes the pictures of the dashboard for `docs/`, of a simulated tree and fleet: `npm run dashboard:pictures`, with Chromium installed. @module */

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
/** What is pictured: the file, the place behind the `#`, and what is waited for. */
const PICTURES = [
  { name: 'dashboard', hash: '', ready: '.card .state.work' },
  { name: 'fleet', hash: '#/fleet', ready: '.stages .now' },
]

const SCHEMES = /** @type {const} */ (['light', 'dark'])
for (const [{ name, hash, ready }, scheme] of PICTURES.flatMap((picture) =>
  SCHEMES.map((scheme) => /** @type {const} */ ([picture, scheme])),
)) {
  const { url, close } = await simulatedService({ cast: 'few' })
  const context = await browser.newContext({ viewport: SIZE, colorScheme: scheme, bypassCSP: true })
  const page = await context.newPage()
  await page.goto(`${url}${hash}`)
  await page.addStyleTag({ content: FONT })
  await page.waitForSelector(ready)
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 })
  await writeFile(new URL(`../docs/${name}-${scheme}.webp`, import.meta.url), Buffer.from(data, 'base64'))
  await context.close()
  close()
}
await browser.close()
