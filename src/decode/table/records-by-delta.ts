/** Gets from one version of a table to the next by what has changed of its records. @module */

import { timeSlice } from '../../base/time-slice.ts'
import type { DecodePool, RecordDeltas } from '../decoder.ts'
import { inBackground } from '../in-background.ts'
import { plainWire } from '../wire.ts'
import { decoderDigest } from './decoder-digest.ts'
import type { RecordsJobOptions } from './delta-job.ts'
import { isPlainTable } from './format/plain-table.ts'
import { sharedWeight } from './format/shared-weight.ts'
import { haveKeys, type TableParts } from './format/table-parts.ts'
import type { BuiltTable } from './job.ts'
import { comparison, indexesOf } from './next-job.ts'
import type { CheckedOptions } from './options.ts'
import { type KnownIndexOptions, memoOf, partsOf, wantedOf } from './read/index.ts'
import { recordDeltaBetween } from './record-delta-between.ts'
import { unfit } from './unfit-delta.ts'

export interface RecordsByDelta extends Pick<CheckedOptions, 'how' | 'most'> {
  open(built: BuiltTable, indexes?: KnownIndexOptions): unknown
}

const NO_BASE = 'the table that is held is not of columns alone'
const NO_THREAD = 'it is applied in a thread, and there is none'

// It comes with the first delta.
const job = () => import('./delta-job.ts')

export function recordDeltas({ how, most: listed, open }: RecordsByDelta): RecordDeltas {
  let decoder: string | undefined

  return {
    get decoder() {
      decoder ??= decoderDigest(how)
      return decoder
    },
    unfit(value, pool) {
      const base = baseOf(value)
      if (base === undefined) return NO_BASE
      return isHere(base, 0, pool) || pool.hasThreads() ? undefined : NO_THREAD
    },
    async patched({ bytes, unpacked, result }, most, { pool, previous, signal, wantsChanges }) {
      const before = baseOf(previous)
      if (before === undefined) throw unfit(NO_BASE)
      const keys = listed ?? (wantsChanges ? 0 : undefined)
      const wanted = wantedOf(previous)
      const options: RecordsJobOptions = {
        before,
        unpacked,
        result,
        most,
        indexes: indexesOf(how, wanted),
        memo: memoOf(previous),
        compare: keys === undefined ? undefined : comparison(previous, keys),
      }
      const known = { wanted, buildIndex: inBackground(pool) }
      if (isHere(before, unpacked, pool)) {
        const { patchedTable } = await job()
        return open(await patchedTable(options, bytes, timeSlice(signal)), known)
      }
      if (!pool.hasThreads()) throw unfit(NO_THREAD)
      return open(
        (await pool.run({ kind: 'records', options }, plainWire(bytes), signal)) as BuiltTable,
        known,
      )
    },
    made: (from, to, place) => recordDeltaBetween(how, [from, to], place),
  }
}

/** Is it done in a moment, without a thread? */
const isHere = (before: TableParts, unpacked: number, { above }: DecodePool): boolean =>
  sharedWeight(before) + unpacked < above

function baseOf(value: unknown): TableParts | undefined {
  const parts = partsOf(value)
  return parts !== undefined && haveKeys(parts) && isPlainTable(parts) ? parts : undefined
}
