/** What a start would make live of a keepsake, for who only looks. @module */

import { type GenerationHeader, keepsakeOf } from '../../store/keepsake/index.ts'
import type { ResolvedKeepsake } from '../keepsake-folder.ts'
import { candidates } from './candidates.ts'
import { readNotes } from './notes.ts'

export interface KeptPayload {
  readonly header: GenerationHeader
  readonly bytes: Uint8Array
}

/** `undefined` where nothing is kept that could be live. Nothing is written. */
export async function keptPayload(
  term: string,
  { dir, keep }: ResolvedKeepsake,
  maxBytes: number,
  signal: AbortSignal,
): Promise<KeptPayload | undefined> {
  const keepsake = keepsakeOf({ dir, keep, term, maxBytes, hear: () => {} })
  const { generations, notes } = await keepsake.open(signal)
  const { marks, pin, newest } = readNotes(notes)
  for (const generation of candidates(generations, marks, pin, newest).tried) {
    const bytes = await generation.bytes(signal)
    if (bytes !== undefined) return { header: generation.header, bytes }
  }
  return undefined
}
