/** What `table` and `rows` do with a payload: another thread builds them if it is large, this one if it is small. @module */

import { unpack } from '../../portable/parcel.ts'
import { builtHere } from '../built-here.ts'
import {
  decodedBy,
  type Job,
  type RecordsJudge,
  withLeast,
  withRecordDeltas,
  withRecordsJudge,
} from '../decoder.ts'
import { inBackground } from '../in-background.ts'
import { inflatedPieces, isLarge } from '../inflated.ts'
import { sizeHint } from '../size-hint.ts'
import { tooFewRecords } from '../too-few-records.ts'
import { haveKeys } from './format/table-parts.ts'
import type { BuiltTable, builtTable, TableInput, TableJobOptions } from './job.ts'
import { type JudgedRecords, judgeRecords } from './judge-records.ts'
import { comparison, indexesOf } from './next-job.ts'
import type { CheckedOptions } from './options.ts'
import { type KnownIndexOptions, memoOf, partsOf, wantedOf } from './read/index.ts'
import { recordDeltas } from './records-by-delta.ts'

const CHUNK_SIZE = 2 ** 20
const PRACTICE: Job = { kind: 'table', options: {} }

// Comes with the first table: who imports everterm for something else doesn't load the scanner.
const build: typeof builtTable = async (...given) => (await import('./job.ts')).builtTable(...given)

/** A `deserialize` that makes a table, or rows, as the options say. */
export function recordsDecoder({
  how,
  cache,
  least,
  most,
  row,
}: CheckedOptions): (bytes: Uint8Array) => Promise<unknown> {
  const open = (built: BuiltTable, indexes: KnownIndexOptions = {}) =>
    unpack({ kind: 'table', cache, ...built, ...indexes })

  const { keyModule: module } = how
  const judge: RecordsJudge | undefined =
    row && ((value, signal) => judgeRecords(row, value as JudgedRecords, signal))

  const deserialize = async (bytes: Uint8Array): Promise<unknown> => {
    const input = { sizeHint: bytes.byteLength, pieces: () => [bytes] }
    const built = await inPlace(how, input, () => build(how, input))
    // No gate is behind who calls it without a term.
    if (sizeOf(built) < least) throw tooFewRecords(least, sizeOf(built))
    const made = open(built)
    await judge?.(made)
    return made
  }

  const decoder = decodedBy(
    withRecordsJudge(withLeast(deserialize, least), judge),
    async (wire, { pool, previous, signal, wantsChanges }) => {
      // Who only wants the counts lists no key.
      const listed = most ?? (wantsChanges ? 0 : undefined)
      const wanted = wantedOf(previous)
      const known = { wanted, buildIndex: inBackground(pool) }
      const job: TableJobOptions = {
        ...how,
        indexes: indexesOf(how, wanted),
        memo: memoOf(previous),
        compare: listed === undefined ? undefined : comparison(previous, listed),
      }
      const inPool = async () => {
        const options: TableJobOptions = { ...job, previous: partsOf(previous) }
        return (await pool.run({ kind: 'table', options, module }, wire, signal)) as BuiltTable
      }
      // Code of the user's never runs here where a thread can be had.
      const isElsewhere = module === undefined ? isLarge(wire, pool) : pool.hasThreads()
      if (isElsewhere) return open(await inPool(), known)
      const pieces = () => inflatedPieces(wire, { signal, chunkSize: CHUNK_SIZE })
      const input = { sizeHint: sizeHint(wire.bytes, wire), pieces, check: () => signal.throwIfAborted() }
      return open(await inPlace(job, input, () => (pool.hasThreads() ? inPool() : build(job, input))), known)
    },
    // What a thread learns by practising is of no use to the one that has a module to itself.
    module === undefined ? PRACTICE : undefined,
  )
  // Without keys nobody can tell which record is which, and ranges are another index.
  if (how.isByPosition || how.ranges !== undefined) return decoder
  return withRecordDeltas(decoder, recordDeltas({ how, most, open }))
}

const sizeOf = ({ parts }: BuiltTable): number => (haveKeys(parts) ? parts.size : parts.rows)

const inPlace = (job: TableJobOptions, input: TableInput, otherwise: () => Promise<BuiltTable>) =>
  builtHere(input.pieces, (pieces, turn) => build(job, { ...input, pieces }, turn), otherwise)
