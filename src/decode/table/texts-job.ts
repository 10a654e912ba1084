/** What a thread does for a set of texts: it builds it of the wire's bytes, and compares it with the version before. @module */

import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import { buildTextSet } from './build.ts'
import { keyChanges } from './changes.ts'
import type { TextSetChanges } from './contract.ts'
import type { TextSetParts } from './format/text-set-parts.ts'
import type { TextsForm } from './scanner/scan-texts.ts'
import type { Pieces } from './scanner/start-scan.ts'

export interface TextsJobOptions extends TextsForm {
  /** What to compare with, and how many texts of each kind to list. */
  readonly compare?: { readonly before: TextSetParts; readonly most: number } | undefined
}

/** A set that is ready to be opened. */
export interface BuiltTextSet {
  readonly parts: TextSetParts
  readonly changes: TextSetChanges | undefined
}

export async function builtTextSet(
  { compare, ...form }: TextsJobOptions,
  pieces: Pieces,
  turn: TimeSlice = allTime,
): Promise<BuiltTextSet> {
  const parts = await buildTextSet(pieces, form, turn)
  const changes = compare && (await changesOf(compare.before, parts, compare.most, turn))
  return { parts, changes }
}

async function changesOf(
  before: TextSetParts,
  after: TextSetParts,
  most: number,
  turn: TimeSlice,
): Promise<TextSetChanges> {
  const { added, removed, counts } = await keyChanges<string>(before, after, () => true, most, turn)
  const complete = added.length === counts.added && removed.length === counts.removed
  return { added, removed, counts: { added: counts.added, removed: counts.removed }, complete }
}

/** Builds a set of texts as a job of the pool. */
export const textsJob = async (
  options: TextsJobOptions,
  { pieces }: { pieces(): Pieces },
): Promise<{ readonly value: BuiltTextSet }> => ({ value: await builtTextSet(options, pieces()) })
