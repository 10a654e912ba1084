/** Finds records by any field: the door of this folder, for those who open tables, and those who build indexes. @module */

export { buildIndex } from './indexes/index.ts'
export {
  type IndexBuilder,
  indexBuiltHere,
  type KnownIndexes,
  type KnownIndexOptions,
  knownIndexes,
  type Wanted,
} from './known-indexes.ts'
export { queriesOf } from './queries-of.ts'
export { atOnce, inShares } from './steps.ts'
