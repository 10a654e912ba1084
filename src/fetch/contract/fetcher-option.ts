/** Checks that an option is a fetcher, and tells who gave something else what is nearly right. @module */

import { checkFunction } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { Fetcher } from '../fetcher.ts'

// The functions here that make fetchers.
const MAKERS: ReadonlySet<string> = new Set(['file', 'firstOf', 'fixed', 'http', 's3', 'sidecar', 'twoStep'])

/** What was probably meant by what is no fetcher; it repeats nothing that may be secret. */
export function fetcherHint(value: unknown): string | undefined {
  if (typeof value === 'string')
    return /^(?!file:)[a-z]+:\/\//i.test(value) ? 'for a URL `http(...)`' : 'for a path `file(...)`'
  if (typeof value === 'function' && MAKERS.has(value.name)) return `call it, as \`${value.name}(...)\``
  if (typeof value === 'function')
    return 'call it if it makes one; a function that downloads goes into `twoStep({ name, downloadIfChanged })`'
  const { href, then } = Object(value) as { readonly href?: unknown; readonly then?: unknown }
  if (typeof then === 'function') return 'await it first'
  return typeof href === 'string' ? 'for a URL `http(...)`' : undefined
}

/** Is it one as far as its shape tells, whatever its optional functions are? */
export function isFetcher(value: unknown): value is Fetcher {
  const { name, probe } = Object(value) as Partial<Fetcher>
  return typeof name === 'string' && typeof probe === 'function'
}

/** @throws TypeError that names the option and the value seen */
export function checkFetcher(of: string, value: unknown): Fetcher {
  if (typeof value === 'string') {
    // It may be a URL, which may hold a secret: the value stays out of the message.
    throw new TypeError(
      `${of}: expected \`fetcher\` to be an object with a \`probe\` function, got a string: for a URL \`http(...)\`, for a path \`file(...)\``,
    )
  }
  const fetcher = Object(value) as Partial<Fetcher>
  if (typeof fetcher.probe !== 'function')
    throw unexpected(of, 'fetcher', 'an object with a `probe` function', value, fetcherHint(value))
  if (typeof fetcher.name !== 'string') throw unexpected(of, 'fetcher.name', 'text', fetcher.name)
  if (fetcher.origin !== undefined && typeof fetcher.origin !== 'string')
    throw unexpected(of, 'fetcher.origin', 'text', fetcher.origin)
  checkFunction(of, 'fetcher.init', fetcher.init)
  checkFunction(of, 'fetcher.watch', fetcher.watch)
  checkFunction(of, 'fetcher.close', fetcher.close)
  return value as Fetcher
}
