/**
 * Keeps a report within 1 kB, however many terms there are: what is quiet stands in a listing beside it, which the report
 * names by its hash. All instances that hold the same have the same one, and it is written only when it changes.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { MAX_VALUE_BYTES } from './control.ts'
import { reportedTerms } from './read-report.ts'
import type { InstanceReport, TermReport } from './reports.ts'

/** What stands in a listing. */
export interface ReportRest {
  /** How many terms. */
  readonly count: number
  /** The SHA-256 of the listing in base64url, shortened to 128 bits. */
  readonly hash: string
}

export interface FittedReport {
  readonly report: InstanceReport
  /** JSON; absent: the report says all. */
  readonly listing: string | undefined
}

type Term = readonly [name: string, report: TermReport]

export const MOST_REPORT_BYTES = 1_024

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const listingHash = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

/** Something is to be decided about it, or somebody has to look. */
const isLoud = ({ error, pinned, vote }: TermReport): boolean =>
  error !== undefined || pinned !== undefined || (vote !== undefined && vote !== 'ok')

const urgency = ([, { vote, error }]: Term): number => (vote !== undefined ? 0 : error !== undefined ? 1 : 2)

export function fittedReport(report: InstanceReport): FittedReport {
  if (sizeOf(report) <= MOST_REPORT_BYTES) return { report, listing: undefined }
  const all = Object.entries(report.terms).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const rest: ReportRest = { count: all.length, hash: listingHash('') }
  let left = MOST_REPORT_BYTES - sizeOf({ ...report, terms: {}, rest })
  const told = new Map<string, TermReport>()
  for (const [name, one] of all
    .filter(([, one]) => isLoud(one))
    .toSorted((a, b) => urgency(a) - urgency(b))) {
    // A name, its quotes, a colon and a comma.
    const size = sizeOf(name) + sizeOf(one) + 2
    if (size > left) continue
    left -= size
    told.set(name, one)
  }
  const listing = listingOf(all.filter(([name]) => !told.has(name)))
  const { count, text } = listing
  return {
    report: { ...report, terms: Object.fromEntries(told), rest: { count, hash: listingHash(text) } },
    listing: text,
  }
}

/** As many as an entry of an engine may hold; their ages and what they do at the moment are left out. */
function listingOf(terms: readonly Term[]): { readonly count: number; readonly text: string } {
  const kept: unknown[] = []
  let size = 2
  for (const [name, one] of terms) {
    const { seq, sha8 } = one
    const { state: _, age: __, ...lasting } = one
    const entry = isLoud(one) ? [name, lasting] : [name, { seq, sha8 }]
    size += sizeOf(entry) + 1
    if (size > MAX_VALUE_BYTES) break
    kept.push(entry)
  }
  return { count: kept.length, text: JSON.stringify(kept) }
}

/** `undefined` for what isn't the listing of this hash. */
export function readListing(text: string, hash: string): Readonly<Record<string, TermReport>> | undefined {
  if (listingHash(text) !== hash) return undefined
  try {
    const terms = JSON.parse(text) as readonly Term[]
    return reportedTerms(Object.fromEntries(terms))
  } catch {
    return undefined
  }
}
