/** Makes indexes of fields: the door of this folder. @module */

export { buildIndex } from './build-index.ts'
export { byNumber } from './by-number.ts'
export { byText } from './by-text.ts'
