/** How columns are read: the door of this folder. @module */

export type { KeyOf, ReadRow } from './read.ts'
export { fieldReader, recordReader } from './record-reader.ts'
export { textDecoder } from './string-reader.ts'
export { hasKey, valueReader } from './value-reader.ts'
