/** Makes the fetcher of publications: `from: { published, verify }` of a configuration. @module */

import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hrefOf } from '../../base/checks.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { type PublishedOptions, published } from '../../published/index.ts'
import { isRecord, made, within } from './faults.ts'
import type { Opening } from './fetcher-from.ts'
import { verifierOf } from './verifier-of.ts'
import { withSecrets } from './with-secrets.ts'

const SCHEME = /^[a-z][a-z\d+.-]+:/i

/** The fetcher; `undefined` where something is wrong with it, which is told. */
export function publishedFrom(
  { published: place, ...options }: Readonly<Record<string, unknown>>,
  opening: Opening,
): Fetcher | undefined {
  const { path, folder, faults } = opening
  const before = faults.length
  const href = hrefOf(place)
  if (href === undefined || href === '') {
    faults.push({ path: within(path, 'published'), words: 'expected a URL, or the path of a folder' })
    return undefined
  }
  const { verify, http, folder: shared } = options
  const given = {
    ...options,
    ...('verify' in options && { verify: verifierOf(within(path, 'verify'), verify, faults) }),
    ...(isRecord(http) && { http: withSecrets(http, { ...opening, path: within(path, 'http') }) }),
    ...(typeof shared === 'string' && shared !== '' && { folder: resolve(folder, shared) }),
  }
  // A verifier that couldn't be made was told of.
  if (faults.length > before) return undefined
  const at = SCHEME.test(href) ? href : pathToFileURL(resolve(folder, href))
  return made(
    path,
    given,
    (rest) => published(at, rest as PublishedOptions),
    faults,
    (option) => (option === '' ? 'published' : option),
  )
}
