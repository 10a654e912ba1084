/** What has been published of a term so far, as its pointers say. @module */

import {
  CANDIDATE,
  type Envelope,
  type Manifest,
  manifestName,
  type Ref,
  readEnvelope,
  readManifest,
  STABLE,
} from '../manifest/index.ts'
import type { WritablePlace } from './place/place.ts'

/** A publication as it lies there. */
export interface PlacedPublication {
  readonly envelope: Envelope
  readonly manifest: Manifest
  /** The state of the pointer, where it is one. */
  readonly stamp: string
}

export interface TermStanding {
  /** What everybody may have. */
  readonly stable: PlacedPublication | undefined
  /** What was published last, be it done or not. */
  readonly candidate: PlacedPublication | undefined
  /** The highest number that has been given away. */
  readonly highest: number
  /** The numbers of the manifests that lie there and are later than what is stable, the lowest first. */
  readonly later: readonly number[]
}

/** @throws TermError `ERR_TERM_PROTOCOL` where something lies there that is no publication of this term */
export async function standingOf(place: WritablePlace, term: string): Promise<TermStanding> {
  const stable = await publicationAt(place, term, STABLE)
  const candidate = await publicationAt(place, term, CANDIDATE)
  const manifests = await place.list(`${term}/manifests/`)
  // Whoever may put something there may have called it as they like.
  const numbers = manifests
    .map(({ name }) => Number(/(\d+)\.json$/.exec(name)?.[1] ?? 0))
    .filter(Number.isSafeInteger)
  const highest = Math.max(0, stable?.manifest.seq ?? 0, candidate?.manifest.seq ?? 0, ...numbers)
  const later = numbers.filter((seq) => seq > (stable?.manifest.seq ?? 0)).sort((one, other) => one - other)
  return { stable, candidate, highest, later }
}

export const publicationOf = (
  place: WritablePlace,
  term: string,
  seq: number,
): Promise<PlacedPublication | undefined> => publicationAt(place, term, manifestName(seq))

/** Whether it lies there: a number that somebody else says may be anything. */
export async function isPublished(
  place: WritablePlace,
  term: string,
  { seq, sha256 }: Ref,
): Promise<boolean> {
  return (await publicationOf(place, term, seq))?.manifest.sha256 === sha256
}

async function publicationAt(
  place: WritablePlace,
  term: string,
  name: string,
): Promise<PlacedPublication | undefined> {
  const found = await place.read(`${term}/${name}`)
  if (found === undefined) return undefined
  const envelope = readEnvelope(found.bytes)
  return { envelope, manifest: readManifest(envelope.manifest), stamp: found.stamp }
}
