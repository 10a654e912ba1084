/** Deltas of records: from one version of a table to the next by what has changed, proved to be the table that decoding makes. @module */

export { type TableDelta, tableByDelta } from './apply.ts'
export { type MadeRecordDelta, madeRecordDelta } from './make.ts'
