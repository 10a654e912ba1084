/** Terms that other threads read, on the side of their owner, which shares them; `attach.ts` is the side of a thread. @module */

export { shareWith, type Unshare } from './share-with.ts'
export { asShareable, type Shareable } from './shareable.ts'
