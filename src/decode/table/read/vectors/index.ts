/** What is read of all records at once, without building them: the door of this folder. @module */

export { columnVector } from './column-vector.ts'
export { codeOf } from './dictionary-code.ts'
export { oddRowsOf } from './odd-rows.ts'
export type { RowSource } from './row-source.ts'
export { scanRows } from './scan-rows.ts'
