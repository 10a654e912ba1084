/** The table that everterm builds, opened on the same thread. @module */

import { buildTable } from '../../../src/decode/table/build.ts'
import { writtenPath } from '../../../src/decode/table/field-paths.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import type { Random } from '../random.ts'
import type { Subject } from './subject.ts'

/** Builds a table. Now and then its parts go through a structured clone, and its reader has a cache. */
export const everterm =
  (random: Random): Subject =>
  async (pieces, { key, ...options }) => {
    // A dot within a name leads nowhere.
    const path = key === undefined ? {} : { key: writtenPath([key]) }
    const { parts, memo } = await buildTable(pieces, { ...options, ...path })
    const received = random.chance(0.1) ? structuredClone(parts) : parts
    const cache = random.chance(0.2) ? random.pick([1, 5, 1000]) : 0
    return {
      table: openTable(received, { cache }),
      memo: JSON.parse(JSON.stringify(memo ?? null)) ?? undefined,
    }
  }
