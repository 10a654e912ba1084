/** Finds the manifest that counts: where the pointer leads, or the one that a fleet names. @module */

import { fieldOf, TermError, type TermErrorCode } from '../base/errors.ts'
import type { FetchContext, Known } from '../fetch/fetcher.ts'
import type { Verifier } from '../gate/index.ts'
import { type Manifest, manifestName, type Ref, STABLE } from '../manifest/index.ts'
import { askEnvelope, type Pace } from './ask-envelope.ts'
import type { Floor, HelmOrder } from './helm.ts'
import { type KnownEdition, knownOf } from './known-edition.ts'
import { checkNotExpired, checkNotOutdated, trustedManifest } from './trusted-manifest.ts'
import type { UsedFetchers } from './used-fetchers.ts'

export interface SoughtManifest {
  readonly term: string
  readonly verifier: Verifier | undefined
  readonly known: KnownEdition | undefined
  readonly floor: Floor | undefined
  readonly context: FetchContext
  /** Hears which publication the pointer names, once that is believed. */
  readonly pointed?: ((ref: Ref) => void) | undefined
}

/** What is asked for, and how far back it may lie. */
interface BoundedSearch extends SoughtManifest {
  /** No number below it is taken. */
  readonly least: number
  /** What publishers have signed as the least so far. */
  readonly minSeq: number
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
  const { known, floor } = asking
  if (order === undefined) {
    const minSeq = Math.max(known?.minSeq ?? 1, floor?.minSeq ?? 1)
    return atPointer(fetchers, {
      ...asking,
      minSeq,
      least: Math.max(minSeq, known?.seq ?? 1, floor?.seq ?? 1),
    })
  }
  // A fleet may go back, though never behind what a publisher has signed as the least.
  const least = floor?.minSeq ?? known?.minSeq ?? 1
  const ordered = { ...asking, least, minSeq: least }
  if (!order.orLater) return named(fetchers, ordered, order.ref)
  const stable = await atPointer(fetchers, ordered).catch((thrown: unknown) => {
    if (order.isTrial === true) return undefined
    throw thrown
  })
  const isLater = stable !== undefined && stable.edition.seq >= order.ref.seq
  if (isLater) return stable
  return named(fetchers, ordered, order.ref).catch((thrown: unknown) => {
    // Nobody has signed the order: a number that there is not must keep nobody from what is stable.
    const isForward = stable !== undefined && stable.edition.seq >= (known?.seq ?? 1)
    if (isForward && order.isTrial !== true && IS_NONE.has(fieldOf(thrown, 'code'))) return stable
    throw thrown
  })
}

/** What says that there is no such publication, or none that may be taken. */
const IS_NONE: ReadonlySet<unknown> = new Set<TermErrorCode>([
  'ERR_TERM_NOT_FOUND',
  'ERR_TERM_DENIED',
  'ERR_TERM_PROTOCOL',
  'ERR_TERM_SIGNATURE',
  'ERR_TERM_EXPIRED',
  'ERR_TERM_OUTDATED',
])

async function atPointer(fetchers: UsedFetchers, asking: BoundedSearch): Promise<FoundManifest> {
  const found = await readPointer(fetchers, asking)
  asking.pointed?.(found.edition)
  return found
}

async function readPointer(fetchers: UsedFetchers, asking: BoundedSearch): Promise<FoundManifest> {
  const { term, known, context } = asking
  const pointer = await fetchers.pointer(`${term}/${STABLE}`, context)
  const { envelope, known: validators, pace } = await askEnvelope(pointer, known?.pointer, context)
  if (envelope === undefined)
    return { manifest: undefined, edition: unchanged(known, validators, asking.least), pace }
  const trusted = await trustedManifest(envelope, { ...asking, signal: context.signal })
  return { manifest: trusted.manifest, edition: knownOf(trusted, asking.minSeq, validators), pace }
}

function unchanged(known: KnownEdition | undefined, pointer: Known | undefined, least: number): KnownEdition {
  if (known === undefined) throw protocol('the pointer is said to be unchanged, and nobody had it')
  // That nobody has published anything else doesn't make it good for longer, nor for somebody who has been further.
  checkNotExpired(known.expires)
  checkNotOutdated(known.seq, least)
  return { ...known, pointer }
}

async function named(fetchers: UsedFetchers, asking: BoundedSearch, ref: Ref): Promise<FoundManifest> {
  const { term, context } = asking
  const used = await fetchers.object(`${term}/${manifestName(ref.seq)}`, context)
  const { envelope, pace } = await askEnvelope(used.fetcher, undefined, context).finally(used.close)
  if (envelope === undefined) throw protocol('the manifest is said to be unchanged, and nobody had it')
  const trusted = await trustedManifest(envelope, { ...asking, signal: context.signal })
  const { manifest } = trusted
  if (manifest.seq !== ref.seq || manifest.sha256 !== ref.sha256)
    throw protocol(`publication ${ref.seq} is another one than the fleet names`)
  return { manifest, edition: knownOf(trusted, asking.minSeq, undefined), pace }
}

const protocol = (message: string): TermError =>
  new TermError('ERR_TERM_PROTOCOL', message, { stage: 'probe' })
