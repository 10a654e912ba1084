/** Says before the tests in a browser whether they can run at all. @module */

import { requiredChromium } from './chromium.ts'

export function setup(): void {
  if (requiredChromium() !== undefined) return
  console.warn(
    'SKIPPED: there is no Chromium here, so nothing is tested in a browser (`apt-get install chromium`)',
  )
}
