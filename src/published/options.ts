/** The options of `published`, checked at the door. @module */

import { isAbsolute, join } from 'node:path'
import { checkName, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { isFetcher } from '../fetch/contract/fetcher-option.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { checkVerifier, type Verifier } from '../gate/index.ts'
import { hostAt, LONGEST_LEAD, type SharedHost } from './host.ts'
import { type PublicationPlace, publicationPlace, type TransportOptions } from './place.ts'

export interface PublishedOptions extends TransportOptions {
  /** The term whose publications are read: a folder of this name below the place. @defaultValue the name of the term */
  readonly term?: string | undefined
  /**
   * Who has to have signed the manifests, as `minisign(keys)`. The manifest names its payload by SHA-256, so the payload is
   * as good as signed. @defaultValue nobody has to
   */
  readonly verify?: Verifier
  /**
   * A folder that the processes of this host share, as `/var/cache/prices`: each payload is downloaded once for all of them.
   * It is made where it is missing, and must be of this user alone. @defaultValue each process downloads for itself
   */
  readonly folder?: string | undefined
  /**
   * Who says at once that there may be something newer, while the polls go on: a fetcher with `watch` that is only listened to,
   * as `sidecar('unix:/run/everterm.sock', { term: 'prices' })` for an `everterm serve` of this host that keeps the term.
   *
   * @defaultValue nobody: polls alone
   */
  readonly hints?: Fetcher | undefined
}

export interface ResolvedPublished {
  readonly place: PublicationPlace
  readonly term: string | undefined
  readonly verifier: Verifier | undefined
  readonly host: SharedHost | undefined
  readonly hints: Fetcher | undefined
}

/** @throws TypeError which names the option */
export function resolvePublished(place: string | URL, options: PublishedOptions): ResolvedPublished {
  checkRecord('published', 'options', options, ['term', 'verify', 'folder', 'hints', 'http', 's3'])
  const { term, folder, hints } = options
  return {
    place: publicationPlace(place, options),
    term: term === undefined ? undefined : checkName('published', 'term', term),
    // One that is `undefined` is a mistake, and no wish to take what nobody signed.
    verifier: 'verify' in options ? checkVerifier('published', options.verify) : undefined,
    host: folder === undefined ? undefined : hostAt(checkFolder(folder)),
    hints: hints === undefined ? undefined : checkHints(hints),
  }
}

function checkHints(hints: unknown): Fetcher {
  if (isFetcher(hints) && typeof hints.watch === 'function') return hints
  throw unexpected(
    'published',
    'hints',
    'a fetcher that hears of news',
    hints,
    "as `sidecar('unix:/run/everterm.sock', { term: 'prices' })`",
  )
}

/** What fits into the address of a socket on every system. */
const MOST_ADDRESS = 103

function checkFolder(folder: unknown): string {
  if (typeof folder === 'string' && isAbsolute(folder) && !folder.includes('\0')) {
    if (Buffer.byteLength(join(folder, LONGEST_LEAD)) <= MOST_ADDRESS) return folder
    throw unexpected('published', 'folder', 'a shorter path', folder, 'the address of a socket ends there')
  }
  throw unexpected('published', 'folder', 'an absolute path', folder)
}
