/** The indexes that a table has in this thread: what it came with, and what is built when it is used. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { timeSlice } from '../../../../base/time-slice.ts'
import type { FieldIndex, IndexAsked } from '../../format/field-index.ts'
import type { RowsParts } from '../../format/table-parts.ts'
import { buildIndex } from './indexes/index.ts'
import { inShares } from './steps.ts'

/** Builds an index in the background. */
export type IndexBuilder = (parts: RowsParts, asked: IndexAsked) => Promise<FieldIndex>

/** An index that was used, and for how many versions it hasn't been. */
export interface Wanted {
  readonly asked: IndexAsked
  readonly idle: number
}

export interface KnownIndex {
  /** The index, if it is there; otherwise it is built from now on. */
  use(): FieldIndex | undefined
  /** Resolves when the index is there. */
  ready(): Promise<void>
}

export interface KnownIndexes {
  at(asked: IndexAsked): KnownIndex
  /** What the next version should have from the beginning. */
  wanted(): Wanted[]
}

/** So many are built because of `where`: the names of fields may come from outside. */
const MOST = 16

/** Kept without being used for so many versions. */
const LONGEST_IDLE = 4

interface Entry {
  readonly asked: IndexAsked
  index?: FieldIndex
  building?: Promise<void>
  isUsed: boolean
  /** `undefined` for an index that was declared, and is there whether it is used or not. */
  idle?: number
}

export interface KnownIndexOptions {
  /** Left out: they are built here, in shares of a turn. */
  readonly buildIndex?: IndexBuilder | undefined
  /** Those that were used in the version before. */
  readonly wanted?: readonly Wanted[] | undefined
}

export function knownIndexes(
  parts: RowsParts,
  { buildIndex: build = indexBuiltHere, wanted = [] }: KnownIndexOptions,
): KnownIndexes {
  const known = new Map<string, Entry>()
  let begun = 0
  for (const index of parts.indexes ?? []) known.set(nameOf(index), { asked: index, index, isUsed: false })
  for (const { asked, idle } of wanted) {
    const entry = known.get(nameOf(asked))
    if (entry !== undefined) entry.idle = idle
  }

  function entryOf(asked: IndexAsked): Entry {
    const name = nameOf(asked)
    const entry = known.get(name) ?? { asked, isUsed: false, idle: 0 }
    known.set(name, entry)
    return entry
  }

  async function begin(entry: Entry): Promise<void> {
    if (entry.index !== undefined) return
    entry.building ??= build(parts, entry.asked).then((index) => {
      entry.index = index
    })
    return entry.building
  }

  function at(asked: IndexAsked): KnownIndex {
    let entry: Entry | undefined
    return {
      use() {
        entry ??= known.get(nameOf(asked)) ?? begunAt(asked)
        if (entry === undefined) return undefined
        entry.isUsed = true
        return entry.index
      },
      ready() {
        entry ??= entryOf(asked)
        return begin(entry)
      },
    }
  }

  function begunAt(asked: IndexAsked): Entry | undefined {
    if (begun === MOST) return undefined
    begun++
    const entry = entryOf(asked)
    // Where there is no memory for it, each answer comes from a look at all rows.
    begin(entry).catch(() => {})
    return entry
  }

  return {
    at,
    wanted: () =>
      [...known.values()].flatMap(({ asked: { kind, path }, isUsed, idle }) => {
        if (idle === undefined && !isUsed) return []
        const next = isUsed || idle === undefined ? 0 : idle + 1
        return next < LONGEST_IDLE ? [{ asked: { kind, path }, idle: next }] : []
      }),
  }
}

const nameOf = ({ kind, path }: IndexAsked): string => `${kind} ${JSON.stringify(path)}`

/** In shares of later turns: whoever asked doesn't wait for any of it. */
export async function indexBuiltHere(parts: RowsParts, asked: IndexAsked): Promise<FieldIndex> {
  await nextTurn()
  return inShares(buildIndex(parts, asked), timeSlice())
}
