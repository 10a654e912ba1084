/** Tells in a few words how a table keeps its records, where the one before kept them otherwise. @module */

import { writtenPath } from '../field-paths.ts'
import type { RowsParts } from '../format/table-parts.ts'
import { partsOf } from './held.ts'
import { columnPlaces, keptAt } from './layout-of.ts'

/** What an event says of it. */
export interface LayoutNews {
  readonly kind: 'document' | 'columns'
  /** Why there are no columns. */
  readonly why?: string | undefined
  /** The heaviest columns, each as `price: number (whole numbers of 16 bits), 2000000 bytes`. */
  readonly columns: readonly string[]
}

const MOST_TOLD = 32

/** `undefined` for what is no table, and where each place has the kind that it had. */
export function layoutNews(before: unknown, after: unknown): LayoutNews | undefined {
  const [was, is] = [partsOf(before), partsOf(after)]
  if (is === undefined || (was !== undefined && kindsIn(was) === kindsIn(is))) return undefined
  const { records } = is
  if (records.kind === 'document') return Object.freeze({ kind: 'document', why: records.why, columns: [] })
  const heaviest = columnPlaces([], records.root)
    .map(keptAt)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, MOST_TOLD)
  const columns = heaviest.map(
    ({ path, kind, bytes, why }) => `${writtenPath(path) || 'the record'}: ${kind} (${why}), ${bytes} bytes`,
  )
  return Object.freeze({ kind: 'columns', columns: Object.freeze(columns) })
}

const kindsIn = ({ records }: Pick<RowsParts, 'records'>): string =>
  records.kind === 'document'
    ? `document ${records.why}`
    : columnPlaces([], records.root)
        .map(({ path, node }) => `${JSON.stringify(path)} ${node.kind}`)
        .join()
