/** Terms that other threads read: their owner shares them with a thread, which attaches itself to them. @module */

export { attach, type SharedTerm } from './attach.ts'
export { shareWith, type Unshare } from './share-with.ts'
export { asShareable, type Shareable } from './shareable.ts'
