/** Says before the tests in a browser whether they can run at all. @module */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { requiredChromium } from './chromium.ts'

const BUILT = fileURLToPath(new URL('../../../dist/dashboard/index.html', import.meta.url))

export function setup(): void {
  if (requiredChromium() === undefined) {
    console.warn(
      'SKIPPED: there is no Chromium here, so nothing is tested in a browser (`apt-get install chromium`)',
    )
  } else if (!existsSync(BUILT)) throw new Error('The dashboard is not built: `npm run build`')
}
