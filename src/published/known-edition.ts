/** What is known of a publication that was taken: the validators of the pointer, and what its manifest said. @module */

import type { Known } from '../fetch/fetcher.ts'
import type { Ref } from '../manifest/index.ts'
import type { Trusted } from './trusted-manifest.ts'

export interface KnownEdition extends Ref {
  /** No number below it may be taken any more. */
  readonly minSeq: number
  /** From when on it isn't good any more, in ms since 1970; absent: it stays good. */
  readonly expires: number | undefined
  /** The id of the key that has signed its manifest; absent: nobody was asked. */
  readonly signedBy?: string | undefined
  /** What the fetcher of the pointer asks with. */
  readonly pointer: Known | undefined
}

/** `undefined` where something else is held, as from another fetcher. */
export function readKnownEdition(known: Known | undefined): KnownEdition | undefined {
  const { seq, sha256, minSeq, expires, signedBy, pointer } = known ?? {}
  if (typeof seq !== 'number' || typeof sha256 !== 'string') return undefined
  return {
    seq,
    sha256,
    minSeq: typeof minSeq === 'number' ? minSeq : 1,
    expires: typeof expires === 'number' ? expires : undefined,
    signedBy: typeof signedBy === 'string' ? signedBy : undefined,
    pointer: typeof pointer === 'object' && pointer !== null ? pointer : undefined,
  }
}

export const writeKnownEdition = ({
  seq,
  sha256,
  minSeq,
  expires,
  signedBy,
  pointer,
}: KnownEdition): Known => ({
  seq,
  sha256,
  minSeq,
  ...(expires !== undefined && { expires }),
  ...(signedBy !== undefined && { signedBy }),
  ...(pointer !== undefined && { pointer }),
})

/** @param floor - what had to be kept to before */
export const knownOf = (
  { manifest: { seq, sha256, minSeq = 1 }, expires, signedBy }: Trusted,
  floor: number,
  pointer: Known | undefined,
): KnownEdition => ({ seq, sha256, minSeq: Math.max(minSeq, floor), expires, signedBy, pointer })
