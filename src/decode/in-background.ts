/** Has the threads of a tree build the indexes that somebody asks for while a table is read. @module */

import { weighed } from '../portable/parcel.ts'
import type { DecodePool, Job } from './decoder.ts'
import { type FieldIndex, type IndexBuilder, indexBuiltHere } from './table/index.ts'
import type { IndexJobOptions } from './table/index-job.ts'
import { NO_PAYLOAD } from './wire.ts'

/** Below so many records an index is built in a few milliseconds, and a thread may still have to start. */
const WORTH = 50_000

export const inBackground =
  (pool: DecodePool): IndexBuilder =>
  async (parts, asked) => {
    if (parts.rows < WORTH || !pool.hasThreads()) return indexBuiltHere(parts, asked)
    const options: IndexJobOptions = { parts, asked }
    const job: Job = { kind: 'index', options }
    const { signal } = new AbortController()
    const built = pool.run(job, NO_PAYLOAD, signal) as Promise<FieldIndex>
    // A thread that died, or a tree that was stopped, is no reason to look at all rows for ever.
    const index = await built.catch(() => indexBuiltHere(parts, asked))
    weighed(index.rows)
    return index
  }
