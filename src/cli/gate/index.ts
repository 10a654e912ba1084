/** What `verify` and `publish` ask alike: would a term take this payload, beside the one that it would follow? @module */

export { candidateOf, GUARD_FLAGS, type VerifiedTerm } from './candidate.ts'
export { type Judged, judged } from './judged.ts'
export { predecessorFrom, predecessorOf } from './predecessor.ts'
export { type Judgement, refusedFor, verdictInWords } from './verdict.ts'
