/** What a user's code threw, in words that may be shown: without secrets, without payload, with its place. @module */

export { notLoaded } from './not-loaded.ts'
export { fileOf } from './place.ts'
export { explained, explainedWithout, reasonOf, reasonWithout, toldWithout } from './reason.ts'
export { unquoted } from './thrown.ts'
export { errorOf, type Trace, traceOf } from './trace.ts'
export { issuesWithout, isVerdict, NO_VERDICT } from './verdict.ts'
