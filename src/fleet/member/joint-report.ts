/** What an instance reports of a publication that several of its terms read: it is no further than the last of them. @module */

import type { TermReport } from '../reports.ts'
import { jointVote } from './joint-vote.ts'

export function jointReport(reports: readonly [TermReport, ...TermReport[]]): TermReport {
  const last = reports.reduce((one, other) => ((other.seq ?? 0) < (one.seq ?? 0) ? other : one))
  const votes = reports.map(({ vote }) => (vote === undefined ? undefined : { vote }))
  return {
    ...last,
    age: oldest(reports.map(({ age }) => age)),
    error: last.error ?? reports.find(({ error }) => error !== undefined)?.error,
    pinned: last.pinned ?? reports.find(({ pinned }) => pinned !== undefined)?.pinned,
    vote: jointVote(votes)?.vote,
  }
}

/** Of what was never confirmed nobody knows the age. */
const oldest = (ages: readonly (number | undefined)[]): number | undefined =>
  ages.reduce((one, other) => (one === undefined || other === undefined ? undefined : Math.max(one, other)))
