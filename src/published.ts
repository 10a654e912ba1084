/** everterm/published: publications: fetches what has been put into a store, or a folder, and puts it there. @module */

export {
  minisigner,
  type Published,
  type PublishTermOptions,
  publishTerm,
  type Sign,
} from './publish/index.ts'
export { DELTAS, type DeltaMessage } from './published/delta.ts'
export { type PublishedOptions, published } from './published/published.ts'
