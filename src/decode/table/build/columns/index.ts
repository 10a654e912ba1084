/** How columns are made: the door of this folder. @module */

export { columnWriter } from './column-writer.ts'
export { gathered } from './gather.ts'
