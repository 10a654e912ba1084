/** How columns are made: the door of this folder. @module */

export { columnWriter } from './column-writer.ts'
export { gatheredParts } from './gather-odd.ts'
