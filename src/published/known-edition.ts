/** What is known of a publication that was taken: the validators of the pointer, and what its manifest said. @module */

import type { Known } from '../fetch/fetcher.ts'
import type { Manifest, Ref } from '../manifest/index.ts'

export interface KnownEdition extends Ref {
  /** No number below it may be taken any more. */
  readonly minSeq: number
  /** From when on it isn't good any more, in ms since 1970; absent: it stays good. */
  readonly expires: number | undefined
  /** What the fetcher of the pointer asks with. */
  readonly pointer: Known | undefined
}

/** `undefined` where something else is held, as from another fetcher. */
export function readKnownEdition(known: Known | undefined): KnownEdition | undefined {
  const { seq, sha256, minSeq, expires, pointer } = known ?? {}
  if (typeof seq !== 'number' || typeof sha256 !== 'string') return undefined
  return {
    seq,
    sha256,
    minSeq: typeof minSeq === 'number' ? minSeq : 1,
    expires: typeof expires === 'number' ? expires : undefined,
    pointer: typeof pointer === 'object' && pointer !== null ? pointer : undefined,
  }
}

export const writeKnownEdition = ({ seq, sha256, minSeq, expires, pointer }: KnownEdition): Known => ({
  seq,
  sha256,
  minSeq,
  ...(expires !== undefined && { expires }),
  ...(pointer !== undefined && { pointer }),
})

/** @param floor - what had to be kept to before */
export const knownOf = (
  { seq, sha256, minSeq = 1 }: Manifest,
  floor: number,
  expires: number | undefined,
  pointer: Known | undefined,
): KnownEdition => ({ seq, sha256, minSeq: Math.max(minSeq, floor), expires, pointer })
