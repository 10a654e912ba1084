/** The client of Redis, loaded with the first connection. @module */

import { fieldOf, toTermError } from '../../../base/errors.ts'
import { notLoaded } from '../../../reasons/index.ts'
import { ranPackage } from '../ran-package.ts'

const NAME = '@redis/client'

const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** @throws TermError `ERR_TERM_SETUP` when it isn't there, or doesn't load */
export async function loadRedis() {
  try {
    return ranPackage(await import('@redis/client'), NAME, 'createClient')
  } catch (error) {
    if (!MISSING.has(fieldOf(error, 'code'))) throw notLoaded(NAME, error)
    const message = `everterm/redis could not load the package ${NAME}: npm install ${NAME}`
    throw toTermError(error, 'ERR_TERM_SETUP', message, { hopeless: true })
  }
}
