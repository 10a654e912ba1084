/** A large payload as a table: its records are read one at a time from memory that all threads share. @module */

import { unpack } from '../portable/parcel.ts'
import { builtHere } from './built-here.ts'
import { decodedBy, type Job, makesDeserialize } from './decoder.ts'
import { inflatedPieces, isLarge } from './inflated.ts'
import { sizeHint } from './size-hint.ts'
import type { Table, TableKey, TableOptions } from './table/contract.ts'
import type { BuiltTable, builtTable, TableInput, TableJobOptions } from './table/job.ts'
import { checkTableOptions } from './table/options.ts'
import { memoOf, partsOf } from './table/read/index.ts'

export type {
  Column,
  ColumnValues,
  ColumnVector,
  CsvOptions,
  CsvType,
  FieldPath,
  NumberView,
  Scanned,
  Table,
  TableChanges,
  TableKey,
  TableOptions,
} from './table/contract.ts'

const CHUNK_SIZE = 2 ** 20
const PRACTICE: Job = { kind: 'table', options: {} }

// Comes with the first table: who imports everterm for something else doesn't load the scanner.
const build: typeof builtTable = async (...given) => (await import('./table/job.ts')).builtTable(...given)

/** Makes a table of a payload. */
type ToTable<Row, Key> = (bytes: Uint8Array) => Promise<Table<Row, Key>>

type KeyedBy<Parts> = TableOptions & { readonly key: Parts }

/**
 * Reads JSON, NDJSON or CSV as a keyed table: `deserialize: table<Product>({ key: 'id' })`.
 *
 * What is large is inflated, checked and indexed in another thread; then a reader pays for the record that it reads, and
 * for no other. As strict as `JSON.parse` of strict UTF-8, except for nesting, which may be 65,536 deep.
 *
 * @throws TypeError for options that can't be; the promise is rejected with `ERR_TERM_DESERIALIZE` for a payload that is no
 * such table. The message tells where, and quotes nothing.
 */
export function table<Row>(
  options?: TableOptions & { readonly key?: string | undefined },
): ToTable<Row, string>
export function table<Row>(
  options: KeyedBy<readonly [string, string]>,
): ToTable<Row, readonly [string, string]>
export function table<Row>(
  options: KeyedBy<readonly [string, string, string]>,
): ToTable<Row, readonly [string, string, string]>
export function table<Row>(options: KeyedBy<readonly string[]>): ToTable<Row, readonly string[]>
export function table<Row>(options: TableOptions): ToTable<Row, TableKey>
export function table<Row>(options: TableOptions = {}): ToTable<Row, TableKey> {
  const { how, cache, most } = checkTableOptions(options)
  const open = (built: BuiltTable) => unpack({ kind: 'table', cache, ...built }) as Table<Row, TableKey>

  const deserialize = async (bytes: Uint8Array): Promise<Table<Row, TableKey>> => {
    const input = { sizeHint: bytes.byteLength, pieces: () => [bytes] }
    return open(await inPlace(how, input, () => build(how, input)))
  }

  return decodedBy(
    deserialize,
    async (wire, { pool, previous, signal, wantsChanges }) => {
      // Who only wants the counts lists no key.
      const listed = most ?? (wantsChanges ? 0 : undefined)
      const before = listed === undefined ? undefined : partsOf(previous)
      const compare = before && { before, most: listed as number }
      const job: TableJobOptions = { ...how, memo: memoOf(previous), compare }
      const inPool = async () => (await pool.run({ kind: 'table', options: job }, wire, signal)) as BuiltTable
      if (isLarge(wire, pool)) return open(await inPool())
      const pieces = () => inflatedPieces(wire, { signal, chunkSize: CHUNK_SIZE })
      const input = { sizeHint: sizeHint(wire.bytes, wire), pieces }
      return open(await inPlace(job, input, () => (pool.hasThreads() ? inPool() : build(job, input))))
    },
    PRACTICE,
  )
}

const inPlace = (job: TableJobOptions, input: TableInput, otherwise: () => Promise<BuiltTable>) =>
  builtHere(input.pieces, (pieces, turn) => build(job, { ...input, pieces }, turn), otherwise)

makesDeserialize(table)
