/** The table that everterm builds, opened on the same thread. @module */

import { buildTable } from '../../../src/decode/table/build.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import type { Random } from '../random.ts'
import type { Subject } from './subject.ts'

/** Builds a table. Now and then its parts go through a structured clone, and its reader has a cache. */
export const everterm =
  (random: Random): Subject =>
  async (pieces, options) => {
    const { parts, memo } = await buildTable(pieces, options)
    const received = random.chance(0.1) ? structuredClone(parts) : parts
    const cache = random.chance(0.2) ? random.pick([1, 5, 1000]) : 0
    return {
      table: openTable(received, { cache }),
      memo: JSON.parse(JSON.stringify(memo ?? null)) ?? undefined,
    }
  }
