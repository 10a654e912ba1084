/** The version of everterm, as its package says it. @module */

import { readFileSync } from 'node:fs'
import { packageFile } from './package-file.ts'

let known: string | undefined

/** It is read once: an instance of a fleet says it in each of its reports. */
export function libraryVersion(): string {
  known ??= (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version
  return known
}
