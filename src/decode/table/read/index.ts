/** How tables are read: the door of this folder, for those who open tables and those who compare them. @module */

export { hasKey, valueReader } from './columns/index.ts'
export { fieldNames } from './field-names.ts'
export { finderOf } from './finder.ts'
export { cacheOf, memoOf, partsOf, wantedOf } from './held.ts'
export { keyFormOf } from './key-form.ts'
export { layoutNews } from './layout-news.ts'
export { oddRows } from './odd-rows.ts'
export { openParts } from './open-parts.ts'
export {
  atOnce,
  buildIndex,
  type IndexBuilder,
  indexBuiltHere,
  inShares,
  type KnownIndexOptions,
} from './queries/index.ts'
export { recordsOf } from './records-of.ts'
export { entriesByRow, keyReader, rowKeys } from './row-keys.ts'
export { openTextSet, textSetPartsOf } from './text-set.ts'
