/** What tables and rows were opened from: it stands beside them, not on them, as users have no use for it. @module */

import { common } from '../../../base/copies.ts'
import type { RowsParts } from '../format/table-parts.ts'
import type { KnownIndexes, Wanted } from './queries/index.ts'

export interface OpenedFrom {
  readonly parts: RowsParts
  readonly cache: number
  readonly memo: unknown
  readonly indexes: KnownIndexes
}

const held = common('tables', () => new WeakMap<object, OpenedFrom>())

export const holdParts = (opened: object, from: OpenedFrom): void => void held.set(opened, from)

const heldBy = (opened: unknown): OpenedFrom | undefined =>
  typeof opened === 'object' && opened !== null ? held.get(opened) : undefined

/** The parts that a table or rows were opened from, for other threads; `undefined` for anything else. */
export const partsOf = (opened: unknown): RowsParts | undefined => heldBy(opened)?.parts

/** How many records of an open table each thread keeps decoded. */
export const cacheOf = (opened: unknown): number => heldBy(opened)?.cache ?? 0

/** The indexes that the next version should have because they were used in this thread. */
export const wantedOf = (opened: unknown): readonly Wanted[] => heldBy(opened)?.indexes.wanted() ?? []

/** The memo that it was opened with. */
export const memoOf = (opened: unknown): unknown => heldBy(opened)?.memo
