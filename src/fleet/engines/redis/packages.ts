/** The client of Redis, loaded with the first connection. @module */

import { createRequire } from 'node:module'
import { fieldOf, toTermError } from '../../../base/errors.ts'
import { notLoaded } from '../../../reasons/index.ts'

const NAME = '@redis/client'

const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** @throws TermError `ERR_TERM_SETUP` when it isn't there, or doesn't load */
export async function loadRedis() {
  try {
    const loaded = await import('@redis/client')
    // Node 20 may hand out a CommonJS module that it has read and not run, where `--eval` is at work as well.
    return typeof loaded.createClient === 'function'
      ? loaded
      : (createRequire(import.meta.url)(NAME) as typeof loaded)
  } catch (error) {
    if (!MISSING.has(fieldOf(error, 'code'))) throw notLoaded(NAME, error)
    const message = `everterm/redis could not load the package ${NAME}: npm install ${NAME}`
    throw toTermError(error, 'ERR_TERM_SETUP', message, { hopeless: true })
  }
}
