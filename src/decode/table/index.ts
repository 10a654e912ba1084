/** Tables, for all who only read them or hand them on: nothing here loads the builder, nor the scanner. @module */

export type { Column, Table, TableChanges, TableOptions } from './contract.ts'
export type { TableParts } from './format/table-parts.ts'
export { cacheOf, openTable, partsOf } from './read/index.ts'
