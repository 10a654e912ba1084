/** Writes the alerts, their page and the dashboard from the names of the metrics, in the built package. @module */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as names from '../dist/src/observe/otel/metric-names.js'
import { alertFiles } from './alerts/files.mjs'

for (const [path, text] of Object.entries(alertFiles(names))) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
