/** everterm/published: fetches what `everterm publish` has put into a store, or a folder. @module */

export { DELTAS, type DeltaMessage } from './published/delta.ts'
export { type PublishedOptions, published } from './published/published.ts'
