/** What the readers of a fetcher believe: whoever publishes asks it before, so that nothing comes that they would refuse. @module */

import { wholeFetcher } from '../fetch/contract/sources.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { Verifier } from '../gate/index.ts'
import type { Envelope } from '../manifest/index.ts'
import { trustedManifest } from './trusted-manifest.ts'

const verifiers = new WeakMap<Fetcher, Verifier>()

export function withVerifier(fetcher: Fetcher, verifier: Verifier | undefined): Fetcher {
  if (verifier !== undefined) verifiers.set(fetcher, verifier)
  return fetcher
}

interface Asked {
  readonly term: string
  readonly signal: AbortSignal
}

type ReadersTrust = (envelope: Envelope, asked: Asked) => Promise<void>

/**
 * Asks as a reader does who has nothing yet; of several origins each has its say. `undefined` where nobody asks who signed.
 *
 * The function throws the TermError that readers would see.
 */
export function readersTrust(fetcher: Fetcher): ReadersTrust | undefined {
  const all = verifiersOf(fetcher)
  if (all.length === 0) return undefined
  return async (envelope, asked) => {
    for (const verifier of all)
      await trustedManifest(envelope, { ...asked, verifier, known: undefined, least: 1 })
  }
}

const verifiersOf = (fetcher: Fetcher): readonly Verifier[] =>
  [...wholeFetcher(fetcher)].flatMap((one) => verifiers.get(one) ?? [])
