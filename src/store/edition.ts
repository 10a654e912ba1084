/** An edition of a value, with all that is known of it: a frozen object that replaces another as a whole. @module */

import type { Known } from '../fetch/fetcher.ts'
import type { Claim } from '../gate/index.ts'

/**
 * Where a value came from: an origin, which has sent it; the keepsake, where an earlier process had put what an origin had
 * sent; or the options.
 */
export type Origin = 'remote' | 'disk' | 'initial'

/** What is known of who signed an edition; all `undefined` where nobody is asked to. */
export interface Signed {
  /** What the signature says besides. */
  readonly claim: Claim | undefined
  /** The id of the key. */
  readonly signedBy: string | undefined
  /** The SHA-256 of the signature as it was found, in hex: another one may say another thing of the same bytes. */
  readonly proofDigest: string | undefined
}

/** What was published at one moment. Of an `initial` value only the value is known. */
export interface Edition<V> extends Signed {
  readonly value: V
  /** The origin's name for the value, or else the beginning of its digest. */
  readonly version: string | undefined
  /** The SHA-256 of its bytes as they came over the wire, in hex. */
  readonly digest: string | undefined
  /** What its fetcher asks with for something newer. */
  readonly known: Known | undefined
  /** Its size as it came over the wire. */
  readonly bytes: number | undefined
  /** The name of the source that delivered it. */
  readonly source: string | undefined
  /** When it was published, in epoch ms. */
  readonly publishedAt: number | undefined
  /** When the origin says that it was made, in epoch ms. */
  readonly modifiedAt: number | undefined
  /** Whether somebody has accepted it though guards refused it: they aren't asked of it again. */
  readonly isAccepted?: boolean | undefined
  readonly origin: Origin
}

export const UNSIGNED: Signed = Object.freeze({
  claim: undefined,
  signedBy: undefined,
  proofDigest: undefined,
})

/** The edition of a value that no origin has sent. */
export const initialEdition = <V>(value: V): Edition<V> =>
  Object.freeze({
    value,
    version: undefined,
    digest: undefined,
    known: undefined,
    bytes: undefined,
    source: undefined,
    publishedAt: undefined,
    modifiedAt: undefined,
    origin: 'initial',
    ...UNSIGNED,
  })
