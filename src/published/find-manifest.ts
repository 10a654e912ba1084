/** Finds the manifest that counts: where the pointer leads, or the one that a fleet names. @module */

import { TermError } from '../base/errors.ts'
import type { FetchContext, Known } from '../fetch/fetcher.ts'
import type { Verifier } from '../gate/index.ts'
import { type Manifest, manifestName, type Ref, STABLE } from '../manifest/index.ts'
import { askEnvelope, type Pace } from './ask-envelope.ts'
import type { HelmOrder } from './helm.ts'
import { type KnownEdition, knownOf } from './known-edition.ts'
import { checkNotExpired, trustedManifest } from './trusted-manifest.ts'
import type { UsedFetchers } from './used-fetchers.ts'

export interface SoughtManifest {
  readonly term: string
  readonly verifier: Verifier | undefined
  readonly known: KnownEdition | undefined
  readonly context: FetchContext
}

export interface FoundManifest {
  /** `undefined` where it is the known one. */
  readonly manifest: Manifest | undefined
  readonly edition: KnownEdition
  readonly pace: Pace
}

export async function findManifest(
  fetchers: UsedFetchers,
  asking: SoughtManifest,
  order: HelmOrder | undefined,
): Promise<FoundManifest> {
  if (order === undefined) return atPointer(fetchers, asking)
  const ordered = { ...asking, known: asking.known && letBack(asking.known) }
  if (!order.orLater) return named(fetchers, ordered, order.ref)
  const stable = await atPointer(fetchers, ordered)
  return stable.edition.seq < order.ref.seq ? named(fetchers, ordered, order.ref) : stable
}

/** A fleet may go back, though never behind what a publisher has signed as the least. */
const letBack = (known: KnownEdition): KnownEdition => ({ ...known, seq: known.minSeq })

async function atPointer(fetchers: UsedFetchers, asking: SoughtManifest): Promise<FoundManifest> {
  const { term, known, context } = asking
  const pointer = await fetchers.pointer(`${term}/${STABLE}`, context)
  const { envelope, known: validators, pace } = await askEnvelope(pointer, known?.pointer, context)
  if (envelope === undefined) return { manifest: undefined, edition: unchanged(known, validators), pace }
  const { manifest, expires } = await trustedManifest(envelope, { ...asking, signal: context.signal })
  return { manifest, edition: knownOf(manifest, known?.minSeq ?? 1, expires, validators), pace }
}

function unchanged(known: KnownEdition | undefined, pointer: Known | undefined): KnownEdition {
  if (known === undefined) throw protocol('the pointer is said to be unchanged, and nobody had it')
  // That nobody has published anything else doesn't make it good for longer.
  checkNotExpired(known.expires)
  return { ...known, pointer }
}

async function named(fetchers: UsedFetchers, asking: SoughtManifest, ref: Ref): Promise<FoundManifest> {
  const { term, known, context } = asking
  const used = await fetchers.object(`${term}/${manifestName(ref.seq)}`, context)
  const { envelope, pace } = await askEnvelope(used.fetcher, undefined, context).finally(used.close)
  if (envelope === undefined) throw protocol('the manifest is said to be unchanged, and nobody had it')
  const { manifest, expires } = await trustedManifest(envelope, { ...asking, signal: context.signal })
  if (manifest.seq !== ref.seq || manifest.sha256 !== ref.sha256)
    throw protocol(`publication ${ref.seq} is another one than the fleet names`)
  return { manifest, edition: knownOf(manifest, known?.minSeq ?? 1, expires, undefined), pace }
}

const protocol = (message: string): TermError =>
  new TermError('ERR_TERM_PROTOCOL', message, { stage: 'probe' })
