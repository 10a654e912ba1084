/** What `verify` and `publish` ask alike: would a term take this payload, beside the one that it would follow? @module */

export { candidateOf, GUARD_FLAGS } from './candidate.ts'
export { type Judged, judged } from './judged.ts'
export { predecessorFrom, predecessorOf } from './predecessor.ts'
export { verdictInWords } from './verdict.ts'
