/** Finds and starts the Chromium of the system. @module */

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Where it is; `CHROMIUM` says so where it isn't found by its name. */
export function chromiumPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [process.env.CHROMIUM ?? '', ...places].find((place) => place !== '' && existsSync(place))
}

/** `undefined` where it is missing; in CI that is an error. */
export function requiredChromium(): string | undefined {
  const path = chromiumPath()
  if (path === undefined && process.env.CI)
    throw new Error('There is no Chromium: `apt-get install chromium`')
  return path
}

/** Without a sandbox, which a container doesn't grant: all that it opens is a page of ours. */
export const startChromium = (path: string): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
