/** Tables, for all who only read them or hand them on: nothing here loads the builder, nor the scanner. @module */

export type {
  Column,
  LinesOptions,
  RangesOptions,
  RangeTable,
  Rows,
  RowsOptions,
  Table,
  TableChanges,
  TableKey,
  TableOptions,
  TextSet,
  TextSetChanges,
} from './contract.ts'
export type { FieldIndex } from './format/field-index.ts'
export type { RowsParts } from './format/table-parts.ts'
export type { TextSetParts } from './format/text-set-parts.ts'
export {
  cacheOf,
  type IndexBuilder,
  indexBuiltHere,
  type KnownIndexOptions,
  layoutNews,
  openParts,
  openTextSet,
  partsOf,
  textSetPartsOf,
} from './read/index.ts'
