/** Gives a publication its number: whoever creates the manifest of a number has it. @module */

import { fieldOf } from '../base/errors.ts'
import {
  type DeltaRef,
  type Envelope,
  type Manifest,
  manifestName,
  type RecordDeltaRef,
  writeEnvelope,
  writeManifest,
} from '../manifest/index.ts'
import type { PublishOptions } from './publish.ts'
import { publicationOf } from './standing.ts'

export interface Numbered {
  readonly envelope: Envelope
  readonly manifest: Manifest
}

export interface NumberQuestion extends PublishOptions {
  readonly deltas: readonly DeltaRef[] | undefined
  readonly recordDeltas: readonly RecordDeltaRef[] | undefined
}

/** The manifest under a number of its own; the one of an earlier attempt that came no further, where there is one. */
export async function numbered(question: NumberQuestion): Promise<Numbered> {
  const { place, term, judged, announce } = question
  // A fleet that has been told of a later one takes up no earlier one any more.
  const least = announce === undefined ? 0 : (judged.candidate?.manifest.seq ?? 0)
  const own = async (seq: number): Promise<Numbered | undefined> => {
    const there = await publicationOf(place, term, seq).catch(nobodys)
    return there !== undefined && seq >= least && isOwn(question, there) ? there : undefined
  }
  // Those that there are, however far apart they lie.
  for (const seq of judged.later) {
    const there = await own(seq)
    if (there !== undefined) return there
  }
  for (let seq = judged.highest + 1; ; seq++) {
    const mine = manifestAs(question, seq)
    if (await place.create(`${term}/${manifestName(seq)}`, writeEnvelope(mine.envelope))) return mine
    // Somebody else was faster, who may have meant the same.
    const there = await own(seq)
    if (there !== undefined) return there
  }
}

/** What can't be read is of nobody who could go on with it. */
function nobodys(thrown: unknown): undefined {
  if (fieldOf(thrown, 'code') !== 'ERR_TERM_PROTOCOL') throw thrown
}

/** What this publisher says and signs under a number. */
export function manifestAs(
  { term, sha256, bytes, facts, deltas, recordDeltas, sign, judged }: NumberQuestion,
  seq: number,
): Numbered {
  const manifest: Manifest = {
    schema: 1,
    term,
    seq,
    ...facts,
    follows: judged.stable?.manifest.seq,
    sha256,
    size: bytes.byteLength,
    createdAt: new Date().toISOString(),
    deltas,
    recordDeltas,
  }
  const text = writeManifest(manifest)
  return { manifest, envelope: { manifest: text, signature: sign?.(text, manifest) } }
}

/** Would this publisher have made the same of the same bytes? Its signature, which says the same each time, shows it. */
function isOwn({ sha256, facts, sign, judged }: NumberQuestion, { manifest, envelope }: Numbered): boolean {
  return (
    manifest.sha256 === sha256 &&
    manifest.follows === judged.stable?.manifest.seq &&
    manifest.restores === facts.restores &&
    manifest.encoding === facts.encoding &&
    manifest.mediaType === facts.mediaType &&
    manifest.minSeq === facts.minSeq &&
    (manifest.expires === undefined) === (facts.expires === undefined) &&
    (manifest.expires === undefined || Date.parse(manifest.expires) > Date.now()) &&
    envelope.signature === sign?.(envelope.manifest, manifest)
  )
}
