/**
 * Publishes a payload, in steps of which each may be done again: payload, delta, manifest, candidate, announcement, stable.
 *
 * Whoever reads at any moment, and whenever the publisher dies, finds the publication before or this one, whole.
 *
 * @module
 */

import { TermError } from '../base/errors.ts'
import type { ResolvedWorkers } from '../decode/workers/index.ts'
import type { Envelope, Manifest, Ref } from '../manifest/index.ts'
import { CANDIDATE, deltaName, objectName, STABLE, writeEnvelope } from '../manifest/index.ts'
import { checkBelievable } from './believable.ts'
import { madeDelta } from './delta.ts'
import { type Numbered, numbered } from './numbered.ts'
import type { WritablePlace } from './place/place.ts'
import { recordDeltaFrom } from './record-delta.ts'
import type { Sign } from './signer.ts'
import { type PlacedPublication, standingOf, type TermStanding } from './standing.ts'
import { sweepPlace } from './sweep-place.ts'

/** What a publisher says of a payload. */
export type PublicationFacts = Pick<
  Manifest,
  'encoding' | 'mediaType' | 'expires' | 'minSeq' | 'provenance' | 'restores'
>

export interface PublishOptions {
  readonly place: WritablePlace
  readonly term: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly facts: PublicationFacts
  readonly sign: Sign | undefined
  /** May it be unsigned, though what is stable is signed? */
  readonly isUnsigned?: boolean | undefined
  /** What was stable when this payload was judged: only its successor becomes stable. */
  readonly judged: TermStanding
  readonly signal: AbortSignal
  /** By which the readers decode: for tables with keys a delta of records is made, too. Absent: nobody has said. */
  readonly deserialize?: unknown
  /** The threads that make such a delta. @defaultValue as of a tree */
  readonly workers?: ResolvedWorkers | undefined
  /** Tells the instances, and resolves with whether all of them may have it. Absent: they may at once. */
  announce?(to: Ref, from: Ref | undefined): Promise<boolean>
  /** Throws where readers would not believe such a manifest. */
  trusted?(envelope: Envelope): Promise<void>
  /** Hears of each step that is done. */
  hear?(step: string): void
}

export interface Published extends Ref {
  /** `unchanged`: it was stable before; `announced`: it is a candidate, and stable is what was. */
  readonly outcome: 'published' | 'announced' | 'unchanged'
  readonly size: number
  readonly delta: { readonly from: number; readonly size: number } | undefined
  /** Why there is no delta. */
  readonly noDelta: string | undefined
  /** The delta of records, or why there is none; absent: nobody has said how readers decode. */
  readonly recordDelta?: { readonly from: number; readonly size: number } | undefined
  readonly noRecordDelta?: string | undefined
}

/** @throws TermError where the place fails, or somebody else has published meanwhile (`ERR_TERM_OUTDATED`) */
export async function publishPayload(options: PublishOptions): Promise<Published> {
  const { place, term, bytes, sha256, judged, signal, hear } = options
  const { stable } = judged
  const size = bytes.byteLength
  if (stable !== undefined && isSame(stable, options)) {
    const { seq } = stable.manifest
    return { outcome: 'unchanged', seq, sha256, size, delta: undefined, noDelta: undefined }
  }
  await checkBelievable(options)
  const putPayload = () => place.create(`${term}/${objectName(sha256)}`, bytes)
  const wasThere = !(await putPayload())
  hear?.('payload')
  signal.throwIfAborted()
  const old = stable && (await before(stable, options))
  const delta = await deltaFrom(old, options)
  const deltas = typeof delta === 'string' ? undefined : [delta]
  if (deltas !== undefined) hear?.('delta')
  signal.throwIfAborted()
  const records = await recordsFrom(old, options)
  const recordDeltas = typeof records === 'object' ? [records] : undefined
  if (recordDeltas !== undefined) hear?.('delta of records')
  signal.throwIfAborted()
  const mine = await numbered({ ...options, deltas, recordDeltas })
  hear?.('manifest')
  // What has lain there for long may have been collected meanwhile; from the manifest on it is needed.
  if (wasThere) await putPayload()
  await forward(place, term, mine)
  hear?.('candidate')
  const sizeOf = (made: { readonly size: number } | undefined) =>
    made && { from: stable?.manifest.seq ?? 0, size: made.size }
  const told = {
    seq: mine.manifest.seq,
    sha256,
    size,
    delta: sizeOf(mine.manifest.deltas?.[0]),
    noDelta: typeof delta === 'string' ? delta : undefined,
    ...(options.deserialize !== undefined && {
      recordDelta: sizeOf(mine.manifest.recordDeltas?.[0]),
      noRecordDelta: typeof records === 'string' ? records : undefined,
    }),
  }
  const { announce } = options
  const from = stable && { seq: stable.manifest.seq, sha256: stable.manifest.sha256 }
  const isDone = announce === undefined || (await announce({ seq: told.seq, sha256 }, from))
  if (isDone) {
    await settle(options, mine)
    hear?.('stable')
  }
  await sweepPlace(place, term)
  return { outcome: isDone ? 'published' : 'announced', ...told }
}

/** Is it what is stable, with nothing else said of it, and signed by the same key? */
const isSame = (
  { manifest, envelope }: PlacedPublication,
  { sha256, facts, sign }: Pick<PublishOptions, 'sha256' | 'facts' | 'sign'>,
): boolean =>
  manifest.sha256 === sha256 &&
  facts.expires === undefined &&
  manifest.expires === undefined &&
  facts.encoding === manifest.encoding &&
  facts.mediaType === manifest.mediaType &&
  (facts.minSeq ?? manifest.minSeq) === manifest.minSeq &&
  (sign === undefined || sign(envelope.manifest, manifest) === envelope.signature)

/** What is stable, or why there can be no delta of it. */
async function before({ manifest }: PlacedPublication, { place, term, sha256 }: PublishOptions) {
  if (manifest.sha256 === sha256) return 'the bytes are the same'
  const old = await place.read(`${term}/${objectName(manifest.sha256)}`)
  if (old === undefined) return 'the payload before is gone'
  return { bytes: old.bytes, sha256: manifest.sha256, encoding: manifest.encoding }
}

type Before = Awaited<ReturnType<typeof before>> | undefined

const FIRST = 'nothing was published before'

/** A delta of records, or why there is none; `undefined` where nobody has said how readers decode. */
async function recordsFrom(old: Before, { deserialize, facts, ...options }: PublishOptions) {
  if (deserialize === undefined) return undefined
  if (old === undefined || typeof old === 'string') return old ?? FIRST
  const { place, term, bytes, sha256, signal, workers } = options
  const to = { bytes, sha256, encoding: facts.encoding }
  return recordDeltaFrom({ place, term, from: old, to, deserialize, signal, workers })
}

/** A delta of bytes, or why there is none. */
async function deltaFrom(old: Before, options: PublishOptions) {
  const { place, term, bytes, sha256, facts, signal } = options
  if (old === undefined || typeof old === 'string') return old ?? FIRST
  if (facts.encoding !== undefined || old.encoding !== undefined)
    return 'of compressed payloads none is worth it: publish them as they are'
  const made = await madeDelta({ from: old.bytes, to: bytes, signal })
  if (typeof made === 'string') return made
  const name = `${term}/${deltaName(old.sha256, sha256)}`
  if (!(await place.create(name, made.bytes))) {
    const there = await place.read(name)
    // Another release of `zstd` makes other bytes; which of them are good only a reader could say.
    if (there === undefined || !Buffer.from(there.bytes).equals(made.bytes)) return 'another one lies there'
  }
  const { sha256: digest, windowLog } = made
  return {
    from: old.sha256,
    format: 'zstd',
    sha256: digest,
    size: made.bytes.byteLength,
    windowLog,
  } as const
}

/** Makes it the candidate, unless there is a later one. */
async function forward(place: WritablePlace, term: string, { envelope, manifest }: Numbered): Promise<void> {
  for (;;) {
    const { candidate } = await standingOf(place, term)
    if (candidate !== undefined && candidate.manifest.seq >= manifest.seq) return
    if (await place.swap(`${term}/${CANDIDATE}`, writeEnvelope(envelope), candidate?.stamp)) return
  }
}

/** Makes it stable, if what is stable is still what it was judged beside. */
async function settle(
  { place, term, judged }: PublishOptions,
  { envelope, manifest }: Numbered,
): Promise<void> {
  const bytes = writeEnvelope(envelope)
  if (await place.swap(`${term}/${STABLE}`, bytes, judged.stable?.stamp)) return
  const { stable } = await standingOf(place, term)
  // An answer that was lost: it is stable, and was then followed by nothing.
  if (stable?.manifest.seq === manifest.seq && stable.manifest.sha256 === manifest.sha256) return
  const other = stable === undefined ? 'it was taken away' : `publication ${stable.manifest.seq} is stable`
  throw new TermError(
    'ERR_TERM_OUTDATED',
    `somebody else has published meanwhile: ${other}; nothing was changed`,
    {
      term,
    },
  )
}
