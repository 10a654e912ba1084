/** Takes away what nobody needs any more. @module */

import {
  CANDIDATE,
  deltaName,
  type Manifest,
  objectName,
  recordDeltaName,
  STABLE,
} from '../manifest/index.ts'
import { stableLine } from './line.ts'
import type { StoredObject, WritablePlace } from './place/place.ts'
import { STATES_FOLDER } from './place/pointer-log.ts'
import { publicationOf, standingOf } from './standing.ts'

export interface CollectOptions {
  readonly place: WritablePlace
  readonly term: string
  /**
   * How many of the last publications stay, and of those that were stable before what is; besides stable, candidate, and all
   * that is later than stable, of which something may be on its way.
   */
  readonly keep: number
  /** The numbers of what is needed besides, as by fleets; asked last, and nothing is removed if that fails. */
  needed?(): Promise<readonly number[]>
  /** What is younger stays: somebody may be publishing it, or fetching by a pointer that has just changed. In ms. */
  readonly graceMs: number
  /** Only tell? */
  readonly isDry: boolean
}

export interface GarbageCollected {
  readonly removed: readonly StoredObject[]
  readonly kept: number
}

/** Manifests go first: one that is there has its payload. */
const FOLDERS = [
  'manifests/',
  'deltas/',
  'objects/',
  `${STATES_FOLDER}/${STABLE}/`,
  `${STATES_FOLDER}/${CANDIDATE}/`,
] as const

export async function collect({
  place,
  term,
  keep,
  graceMs,
  isDry,
  needed = async () => [],
}: CollectOptions): Promise<GarbageCollected> {
  const { stable, candidate, highest } = await standingOf(place, term)
  const there = (await Promise.all(FOLDERS.map((folder) => place.list(`${term}/${folder}`)))).flat()
  const unfinished = await place.unfinished(term)
  const left = new Set(unfinished.map(({ name }) => name))
  const listed = there.filter(({ name }) => !left.has(name))
  // Without a pointer nobody knows what is needed.
  if (stable === undefined) return { removed: [], kept: listed.length + unfinished.length }
  const before = (await place.now()) - graceMs
  const named = [stable.manifest, ...(candidate === undefined ? [] : [candidate.manifest])]
  const young = listed
    .filter(({ modifiedAt }) => modifiedAt >= before)
    .flatMap(({ name }) => seqOf(name) ?? [])
  const numbers = listed.flatMap(({ name }) => seqOf(name) ?? []).sort((a, b) => b - a)
  const line = await stableLine(place, term, stable.manifest, keep + 1)
  const wanted = new Set([
    ...numbers.slice(0, keep),
    ...numbers.filter((seq) => seq > stable.manifest.seq),
    ...young,
    ...[...named, ...line].map(({ seq }) => seq),
    ...(await needed()),
  ])
  const manifests = await Promise.all(
    [...wanted].map(async (seq) => (await publicationOf(place, term, seq))?.manifest),
  )
  const names = new Set([...named, ...manifests.filter((one) => one !== undefined)].flatMap(namesOf))
  const isNeeded = ({ name, modifiedAt }: StoredObject): boolean => {
    if (modifiedAt >= before) return true
    const seq = seqOf(name)
    if (seq !== undefined) return wanted.has(seq) || seq >= highest
    return names.has(name.slice(term.length + 1)) || isLastState(name, listed)
  }
  const removed = [
    ...listed.filter((one) => !isNeeded(one)),
    ...unfinished.filter(({ modifiedAt }) => modifiedAt < before),
  ]
  if (!isDry) for (const { name } of removed) await place.remove(name)
  return { removed, kept: listed.length + unfinished.length - removed.length }
}

function seqOf(name: string): number | undefined {
  const seq = /\/manifests\/(\d+)\.json$/.exec(name)?.[1]
  return seq === undefined ? undefined : Number(seq)
}

const namesOf = ({ sha256, deltas = [], recordDeltas = [] }: Manifest): string[] => [
  objectName(sha256),
  ...deltas.map(({ from }) => deltaName(from, sha256)),
  ...recordDeltas.map(({ from, decoder }) => recordDeltaName(from, sha256, decoder)),
]

/** The last state of a pointer is what it is; the ones before are only history. */
function isLastState(name: string, listed: readonly StoredObject[]): boolean {
  const [, folder, number] = /^(.*\/\.states\/[^/]+\/)(\d+)$/.exec(name) ?? []
  if (folder === undefined) return false
  const numbers = listed
    .filter((one) => one.name.startsWith(folder))
    .map((one) => Number(one.name.slice(folder.length)))
    // Whoever may put something there may have called it as they like.
    .filter(Number.isSafeInteger)
  return Number(number) === Math.max(...numbers)
}
