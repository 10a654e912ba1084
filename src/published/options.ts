/** The options of `published`, checked at the door. @module */

import { checkName, checkRecord } from '../base/checks.ts'
import { checkVerifier, type Verifier } from '../gate/index.ts'
import { type PublicationPlace, publicationPlace, type TransportOptions } from './place.ts'

export interface PublishedOptions extends TransportOptions {
  /** The term whose publications are read: a folder of this name below the place. @defaultValue the name of the term */
  readonly term?: string | undefined
  /**
   * Who has to have signed the manifests, as `minisign(keys)`. The manifest names its payload by SHA-256, so the payload is
   * as good as signed. @defaultValue nobody has to
   */
  readonly verify?: Verifier
}

export interface ResolvedPublished {
  readonly place: PublicationPlace
  readonly term: string | undefined
  readonly verifier: Verifier | undefined
}

/** @throws TypeError which names the option */
export function resolvePublished(place: string | URL, options: PublishedOptions): ResolvedPublished {
  checkRecord('published', 'options', options, ['term', 'verify', 'http', 's3'])
  const { term } = options
  return {
    place: publicationPlace(place, options),
    term: term === undefined ? undefined : checkName('published', 'term', term),
    // One that is `undefined` is a mistake, and no wish to take what nobody signed.
    verifier: 'verify' in options ? checkVerifier('published', options.verify) : undefined,
  }
}
