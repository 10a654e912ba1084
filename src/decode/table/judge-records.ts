/** Judges the records of a table, one after the other, by the Standard Schema that its option `row` gives. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { TermError } from '../../base/errors.ts'
import { isThenable } from '../../base/fenced.ts'
import { type TimeSlice, timeSlice } from '../../base/time-slice.ts'
import { explainedWithout, issuesWithout, isVerdict, NO_VERDICT } from '../../reasons/index.ts'

/** What has records: a table, rows, ranges. */
export interface JudgedRecords {
  readonly size: number
  keys(): Iterable<unknown>
  values(): Iterable<unknown>
}

/** Large records take some hundred microseconds together. */
const AT_ONCE = 8

/** So many bad records say enough: libraries take many times longer to refuse a record than to let it pass. */
const MOST_BAD = 100

type Issues = readonly StandardSchemaV1.Issue[]

interface FirstBad {
  readonly record: unknown
  /** Counts from 1, as in every message about records. */
  readonly place: number
  readonly issues: Issues
}

/**
 * Resolves if all records match. What the schema makes of them is ignored.
 *
 * @param signal - nobody waits any more: rejects with its reason
 * @throws TermError `ERR_TERM_SCHEMA`, which tells how many records don't match, and the place and the issues of the first;
 * its `cause` lists those issues, with the key of the record in front of their paths
 */
export async function judgeRecords(
  schema: StandardSchemaV1,
  judged: JudgedRecords,
  signal?: AbortSignal,
): Promise<void> {
  const turn = timeSlice(signal)
  let seen = 0
  let bad = 0
  let first: FirstBad | undefined
  for (const record of judged.values()) {
    if (seen % AT_ONCE === 0) await turn.pass()
    seen += 1
    let issues: Issues | undefined
    try {
      const answer = schema['~standard'].validate(record)
      issues = issuesIn(isThenable(answer) ? await answer : answer)
    } catch (thrown) {
      const what = `\`row\` threw while it judged record ${seen}`
      throw await explainedWithout(record, thrown, 'ERR_TERM_SCHEMA', what, { stage: 'validate' })
    }
    signal?.throwIfAborted()
    if (issues === undefined) continue
    first ??= { record, place: seen, issues }
    bad += 1
    if (bad === MOST_BAD) break
  }
  if (first === undefined) return
  const { record, place, issues } = first
  const among = seen < judged.size ? `of the first ${seen}` : `of ${seen}`
  const what = `\`row\` refuses ${bad} ${among} ${seen === 1 ? 'record' : 'records'}, first of all record ${place}: `
  const key = await keyAt(judged, place, turn)
  throw new TermError('ERR_TERM_SCHEMA', what + (await issuesWithout(record, issues)), {
    stage: 'validate',
    cause: issues.map((issue) => ({ ...issue, path: [key, issue.path ?? []].flat() })),
  })
}

function issuesIn(verdict: unknown): Issues | undefined {
  if (isVerdict(verdict)) return verdict.issues
  throw new TermError('ERR_TERM_SCHEMA', NO_VERDICT, { stage: 'validate' })
}

async function keyAt({ keys }: JudgedRecords, place: number, turn: TimeSlice): Promise<unknown> {
  let seen = 0
  for (const key of keys()) {
    seen += 1
    if (seen === place) return key
    if (seen % AT_ONCE === 0) await turn.pass()
  }
  return undefined
}
