/** What is sound as it stands, and will hardly do: told as a warning, since it may be otherwise where the service runs. @module */

import { existsSync } from 'node:fs'
import { createRequire as requireFrom } from 'node:module'
import { fieldOf } from '../../base/errors.ts'

/** `example.com/x.json`, and no `prices.json`. */
const HOST = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d+)?\//i

/** A path that is meant as a URL: it looks like a host, and no such file is there. */
export const doubtOfPath = (text: string, path: string): string | undefined =>
  HOST.test(text) && !existsSync(path)
    ? `is taken for a path, and there is no such file; a URL begins with \`https://\``
    : undefined

/** A package that a fetcher loads with its first question. */
export function doubtOfPackage(name: string): string | undefined {
  try {
    requireFrom(import.meta.url).resolve(name)
    return undefined
  } catch (error) {
    return fieldOf(error, 'code') === 'MODULE_NOT_FOUND' ? `needs a package: npm install ${name}` : undefined
  }
}
