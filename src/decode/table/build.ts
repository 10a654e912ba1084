/** Builds a table of a document that comes in pieces: as columns where all its records have a shape in common. @module */

import type { TermError } from '../../base/errors.ts'
import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import { columnsTable } from './build/columns-table.ts'
import { documentTable } from './build/document-table.ts'
import { afterColumns, afterFailure, afterRest, memoFrom } from './build/memo.ts'
import { extendPlan, type Plan, planWithTypes, widening } from './build/plan/index.ts'
import { noColumns, unlikeLayout } from './build/refusals.ts'
import { sampled, surveyed } from './build/sample.ts'
import type { TableOptions } from './contract.ts'
import { type KeyFields, type KeyPaths, keyPathsOf } from './field-paths.ts'
import type { RowsParts, TableParts } from './format/table-parts.ts'
import type { ScannerExports } from './scanner/exports.ts'
import type { Reading } from './scanner/reading.ts'
import { withScanner } from './scanner/scanner-instance.ts'
import type { Pieces, Stop } from './scanner/start-scan.ts'

export { buildTextSet } from './build/text-set.ts'

/** How a document is read, and what is made of it. */
export interface BuildOptions
  extends Omit<Reading, 'key' | 'isByPosition' | 'duplicates'>,
    Pick<TableOptions, 'duplicates'> {
  readonly key?: KeyFields | undefined
  /** Fields that each record has, though none is its key. */
  readonly own?: KeyPaths | undefined
  readonly columns?: boolean | undefined
  /** The columns to make, and no others: a record that doesn't fit them is refused. */
  readonly plan?: Plan | undefined
  /** What the build of the version before told this one. */
  readonly memo?: unknown
  /** The size of the document in bytes, if it may be known. */
  readonly sizeHint?: number | undefined
  /** What fields are that are known not to be anything else, by name; asked when the first records are there. */
  readonly types?: (() => ReadonlyMap<string, 'number' | 'boolean'>) | undefined
  /** The share of the event loop; left out: all of it. */
  readonly turn?: TimeSlice | undefined
}

export interface Built<Parts extends RowsParts = RowsParts> {
  readonly parts: Parts
  /** Plain JSON, small. */
  readonly memo: unknown
}

/** Each restart costs what was scanned so far. */
const MOST_RESTARTS = 3

/**
 * Reads the document once, or once more each time that its columns turn out to be too narrow.
 *
 * @throws TermError `ERR_TERM_DESERIALIZE`: not strict JSON in strict UTF-8, a record without a key, a key that
 * comes again, or a record that has no place in the columns that were asked for; `ERR_TERM_TOO_LARGE`: 4 GiB or more;
 * `ERR_TERM_DECODER`: no memory. Where turns are shared, also what `isIndivisible` knows, for a record that is too large for one
 */
export const buildTable = (pieces: () => Pieces, options: BuildOptions): Promise<Built<TableParts>> =>
  build(pieces, options, {
    ...readingOf(options),
    key: options.key === undefined ? undefined : keyPathsOf(options.key),
    duplicates: options.duplicates,
  }) as Promise<Built<TableParts>>

/** Does the same with records that have no keys. @throws as `buildTable` does */
export const buildRows = (pieces: () => Pieces, options: BuildOptions): Promise<Built> =>
  build(pieces, options, { ...readingOf(options), own: options.own, isByPosition: true })

const readingOf = ({ at, isBare, format, mayBeNothing, isWatched }: BuildOptions): Reading => ({
  at,
  format,
  isBare,
  mayBeNothing,
  isWatched,
})

function build(pieces: () => Pieces, options: BuildOptions, reading: Reading): Promise<Built> {
  return withScanner(async (scanner) => {
    const { columns, sizeHint = 0, turn = allTime } = options
    const memo = memoFrom(options.memo)
    const source = { scanner, pieces, reading, turn, isAskedFor: columns === true, types: options.types }
    if (options.plan !== undefined) return { parts: await byPlan(source, options.plan), memo }
    const document = (why: string) => documentTable(scanner, pieces(), { reading, sizeHint, turn, why })
    if (columns === false) return { parts: await document(NOT_ASKED), memo }
    if (columns !== true && memo.rest > 0)
      return { parts: await document(memo.why ?? NOT_ASKED), memo: afterRest(memo) }
    const tried = await tryColumns(source, memo.plan)
    if (tried.fault === undefined) return { parts: tried.parts, memo: afterColumns(tried.plan) }
    if (columns === true) throw tried.fault
    return { parts: await document(tried.why), memo: afterFailure(memo, tried.why) }
  })
}

const NOT_ASKED = 'no columns were asked for'

interface Source {
  readonly scanner: ScannerExports
  readonly pieces: () => Pieces
  readonly reading: Reading
  readonly turn: TimeSlice
  readonly isAskedFor: boolean
  readonly types: BuildOptions['types']
}

type Tried =
  | { readonly parts: RowsParts; readonly plan: Plan; readonly fault?: undefined }
  | { readonly fault: TermError; readonly why: string }

/** Builds columns by the plan of the version before, if there is one, and where that doesn't do, by a new plan. */
async function tryColumns(source: Source, known: Plan | undefined): Promise<Tried> {
  const { scanner, pieces, reading, turn, types } = source
  const tried = known && (await extended(source, pieces(), known))
  if (tried?.fault === undefined && tried !== undefined) return tried
  const sample = await sampled(scanner, pieces(), reading, turn)
  try {
    if (typeof sample.plan === 'string') return { fault: noColumns(sample.plan), why: sample.plan }
    return await extended(source, sample.pieces, types ? planWithTypes(sample.plan, types()) : sample.plan)
  } finally {
    await sample.close()
  }
}

/** Builds columns by a plan; where a record doesn't fit, begins again with a wider one, as long as there is hope. */
async function extended(source: Source, first: Pieces, plan: Plan): Promise<Tried> {
  const { scanner, pieces, reading, turn, isAskedFor } = source
  let from = first
  for (let restarts = 0; ; restarts++) {
    const { widen, reason } = widening(plan, MOST_RESTARTS - restarts, turn)
    const outcome = await columnsTable(scanner, from, { reading, plan, turn, isAskedFor, widen })
    if (outcome.kind === 'table') return { parts: outcome.parts, plan }
    if (outcome.kind === 'worthless') return { fault: noColumns(WORTHLESS), why: WORTHLESS }
    if (outcome.kind === 'misfit') return { fault: noColumns(reason(), outcome.stop), why: reason() }
    plan = restarts < MOST_RESTARTS - 1 ? outcome.plan : await surveyedPlan(source, outcome.plan)
    from = pieces()
  }
}

/** The last plan is one of all records: where fields come late, each restart would find but one of them. */
async function surveyedPlan({ scanner, pieces, reading, turn, types }: Source, known: Plan): Promise<Plan> {
  const plan = await surveyed(scanner, pieces(), reading, turn)
  if (typeof plan === 'string') return known
  return types ? planWithTypes(plan, types()) : plan
}

const WORTHLESS = 'they would take more memory than the text'

/** Builds the columns of a plan that somebody gave. @throws TermError `ERR_TERM_DESERIALIZE` for what doesn't fit it */
async function byPlan({ scanner, pieces, reading, turn }: Source, plan: Plan): Promise<RowsParts> {
  const widen = async (stop: Stop) => {
    const { isWider, why } = await extendPlan(plan, stop, turn)
    if (isWider) throw unlikeLayout(why, stop)
    return undefined
  }
  const outcome = await columnsTable(scanner, pieces(), { reading, plan, turn, isAskedFor: true, widen })
  if (outcome.kind === 'table') return outcome.parts
  throw noColumns(WORTHLESS)
}
