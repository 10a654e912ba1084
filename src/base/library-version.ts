/** The version of everterm, as its package says it. @module */

import { readFileSync } from 'node:fs'
import { packageFile } from './package-file.ts'

export function libraryVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }
  return version
}
